"""Every page says what it may load: nothing from elsewhere, no script that stands in it."""

import pytest


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "relaxed"),
    [
        ("/admin/login/", {"script-src": "'self' 'unsafe-eval'", "style-src": "'self' 'unsafe-inline'"}),
        ("/api/v1/docs/", {"script-src": "'self'", "style-src": "'self' 'unsafe-inline'"}),
        ("/api/v1/schema/", {"script-src": "'self'", "style-src": "'self'"}),
        ("/nowhere/", {"script-src": "'self'", "style-src": "'self'"}),
    ],
)
def test_every_answer_has_the_policy_of_its_place(client, address, relaxed):
    header = client.get(address)["Content-Security-Policy"]
    policy = dict(directive.split(" ", 1) for directive in header.split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert {name: policy[name] for name in relaxed} == relaxed
    assert "http" not in header
