"""What a browser would post of a page, and the answer that a form makes of it."""

from html.parser import HTMLParser


class Posted(HTMLParser):
    """What a browser would post of a page's fields."""

    def __init__(self, page):
        super().__init__()
        self.data, self._select, self._area = {}, None, None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        at = dict(attrs)
        if tag == "input" and ("checked" in at or at.get("type") not in {"radio", "checkbox"}):
            self._add(at["name"], at.get("value", "on"))
        elif tag == "select":
            self._select = at["name"]
            self.data[at["name"]] = [""]
        elif tag == "option" and "selected" in at:
            self.data[self._select] = [at["value"]]
        elif tag == "textarea":
            self._area = at["name"]
            self._add(at["name"], "")

    def handle_data(self, text):
        if self._area:  # a textarea's first line break is dropped
            self.data[self._area][-1] += text.removeprefix("\r").removeprefix("\n")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self._area = None

    def _add(self, name, value):
        self.data.setdefault(name, []).append(value)


def posted(app, make, page):
    with app.test_request_context(method="POST", data=Posted(page).data):
        form = make()
        assert form.submitted(), form.errors
        return form.answer
