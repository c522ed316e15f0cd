"""A film that plays only when asked, with its words on the page and stops to think at."""

from flask_babel import lazy_gettext as _

from cptraining.steps import InBook, Kind
from cptraining.steps.video.content import Video
from cptraining.steps.video.form import form

KIND = Kind(
    name="video",
    label=_("Film"),
    content=Video,
    form=form,
    is_exercise=True,
    takes_film=True,
    finish=_("I have watched or read this: go on"),
    book=InBook.NAMED,
)
