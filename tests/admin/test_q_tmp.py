from tests.admin.test_screens import *
from tests.admin.conftest import *
def test_q(archive, khasan, narva, ada):
    for u in (address(Tombstone), address(Article), address(Article,"change",narva.pk)):
        ada.get(u)
        with CaptureQueriesContext(connection) as q: ada.get(u)
        print(u, len(q))
        for x in q: print("   ", x["sql"][:170])
