// Before somebody presses play the page asks nothing of the film's host.
function player({ src, title, kind }) {
  if (kind === "file") {
    const film = document.createElement("video");
    Object.assign(film, { src, title, controls: true, autoplay: true, tabIndex: 0 });
    return film;
  }
  const frame = document.createElement("iframe");
  // YouTube refuses to play when it is not told which site the film stands on.
  Object.assign(frame, { referrerPolicy: "strict-origin", allow: "fullscreen; encrypted-media", title, src });
  frame.tabIndex = 0;
  return frame;
}

for (const place of document.querySelectorAll("[data-video]")) {
  place.querySelector("[data-play]").addEventListener("click", (event) => {
    event.preventDefault();
    const film = player(place.dataset);
    place.replaceWith(film);
    film.focus();
  });
}
