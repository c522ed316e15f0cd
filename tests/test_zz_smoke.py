import pytest
from tests.databases import on_both
@on_both
def test_front(app, client, world):
    p = client.get("/")
    print(p.title)
    a = world.agency(); l = world.learner(a); t = world.trainer(a); world.administrator()
    c = world.course(); world.assign(l, c.course_id, actor=t.id)
    client.sign_in(l)
    print(client.get("/").text[:100])
for i in range(20):
    globals()[f"test_speed{i}"] = lambda app: None
