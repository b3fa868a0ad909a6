"""What stands ready after every `migrate`: countries, borders, groups, and the role that only reads what is public."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import Error, connections, transaction

from series import reference
from series.models.catalogue import Border, Country
from series.models.desk import Article
from series.models.public import READABLE
from tests.factories import a_published_article, every_row

BY_SEA = {"JP", "US"}


@pytest.mark.django_db
def test_russia_has_sixteen_neighbours_two_of_them_by_sea():
    borders = Border.objects.filter(subject="RU")
    assert borders.count() == 16
    assert set(borders.filter(kind="sea").values_list("neighbour", flat=True)) == BY_SEA
    for border in borders:
        back = Border.objects.get(subject=border.neighbour_id, neighbour="RU")
        assert (back.kind, back.length_km) == (border.kind, border.length_km)
        assert border.source


@pytest.mark.django_db
def test_making_it_again_changes_no_row():
    tables = ["series_country", "series_border", "auth_group", "auth_group_permissions"]
    before = every_row(*tables)
    reference.make()
    assert every_row(*tables) == before


@pytest.mark.django_db
def test_what_somebody_changed_is_made_right_and_what_is_lost_comes_back():
    before = every_row("series_country", "series_border")["series_country"]
    Country.objects.filter(code="EE").update(name="Esthonia")
    Border.objects.filter(subject="RU", neighbour="EE").update(length_km=1)
    Border.objects.filter(subject="RU", neighbour="LV").delete()
    reference.make()
    assert every_row("series_country")["series_country"] == before
    assert Border.objects.filter(subject="RU").count() == 16
    assert Border.objects.get(subject="RU", neighbour="EE").length_km > 100


@pytest.mark.django_db
def test_editors_may_publish_and_writers_only_write_drafts():
    editors, writers = (
        set(Permission.objects.filter(group__name=name).values_list("codename", flat=True))
        for name in (reference.EDITORS, reference.WRITERS)
    )
    assert {"publish_article", "delete_article", "change_series"} <= editors
    assert {"add_article", "change_article", "view_edition"} <= writers
    assert not {"publish_article", "delete_article", "change_series", "delete_image"} & writers
    assert writers < editors
    assert set(Group.objects.values_list("name", flat=True)) == {reference.EDITORS, reference.WRITERS}


def through_public(statement):
    with transaction.atomic(using="public"), connections["public"].cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_the_public_role_may_read_what_is_public_and_nothing_else():
    a_published_article("Narva")
    tables = set(connections["default"].introspection.table_names(include_views=True))
    assert set(READABLE) <= tables
    for table in READABLE:
        through_public(f"SELECT * FROM {table}")
    for table in tables.difference(READABLE):
        with pytest.raises(Error, match="permission denied"):
            through_public(f'SELECT * FROM "{table}"')


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_the_public_role_has_no_other_right_on_any_table_view_or_sequence():
    rights = through_public(
        "SELECT relname, right_ FROM pg_class,"
        " unnest('{SELECT,INSERT,UPDATE,DELETE,TRUNCATE,REFERENCES,TRIGGER}'::text[]) AS right_"
        " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'p', 'S')"
        " AND CASE relkind WHEN 'S' THEN has_sequence_privilege(oid, 'USAGE') ELSE has_table_privilege(oid, right_) END"
    )
    assert sorted(rights) == sorted((table, "SELECT") for table in READABLE)


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
@pytest.mark.parametrize("statement", ["SET ROLE {owner}", "CREATE TABLE x (y int)", "DELETE FROM series_country"])
def test_the_public_role_cannot_take_more_even_where_it_says_that_it_writes(statement):
    owner = connections["default"].ops.quote_name(connections["default"].settings_dict["USER"])
    with pytest.raises(Error, match="permission denied"):
        through_public(f"SET TRANSACTION READ WRITE; {statement.format(owner=owner)}")
    assert through_public("SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user") == [
        (False, False, False)
    ]


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_the_public_role_is_bounded_in_time_and_reads_only():
    settings = dict(through_public("SELECT name, setting FROM pg_settings"))
    assert settings["default_transaction_read_only"] == "on"
    assert settings["enable_seqscan"] == "off"
    assert 0 < int(settings["statement_timeout"]) <= 5000


@pytest.mark.django_db(transaction=True, databases=["default", "public"])
def test_a_query_that_strays_to_a_draft_is_refused_by_the_database():
    with pytest.raises(Error, match="permission denied"), transaction.atomic(using="public"):
        list(Article.objects.using("public"))
