"""A film that plays only when asked, with its words on the page."""

from flask_babel import lazy_gettext as _

from cptraining.steps import Kind
from cptraining.steps.video.content import Video

KIND = Kind(
    name="video", label=_("Film"), content=Video, finish=_("I have watched or read this: go on")
)
