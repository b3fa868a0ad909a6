"""Accounts and groups, with unfold's forms."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group, User
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from series.admin.base import UnfoldModelAdmin

if TYPE_CHECKING:
    BaseUserAdmin = DjangoUserAdmin[User]
    BaseGroupAdmin = DjangoGroupAdmin
else:
    # Unfold's class stands last so that Django's forms and pages win; it lends its widgets and templates.
    class BaseUserAdmin(DjangoUserAdmin, UnfoldModelAdmin):
        """Django's accounts in unfold's look."""

    class BaseGroupAdmin(DjangoGroupAdmin, UnfoldModelAdmin):
        """Django's groups in unfold's look."""


admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class UserAdmin(BaseUserAdmin):
    """Who may sign in."""

    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display: Any = ("username", "first_name", "last_name", "is_active", "is_superuser", "last_login")


@admin.register(Group)
class GroupAdmin(BaseGroupAdmin):
    """What members of a group may do. Editors and writers are made anew after every migration."""
