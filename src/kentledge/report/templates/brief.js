// Shows, on both sides, the line that the address points to: #st3 is statement 3 in the brief, #at-st3 its place.
(function () {
  "use strict";
  function show() {
    var lit = document.querySelectorAll(".lit");
    for (var i = 0; i < lit.length; i += 1) { lit[i].classList.remove("lit"); }
    var key = /^#(?:at-)?([a-z]+\d+)$/.exec(window.location.hash);
    if (!key) { return; }
    var found = document.querySelectorAll('[id="' + key[1] + '"], [data-of~="' + key[1] + '"]');
    for (var j = 0; j < found.length; j += 1) { found[j].classList.add("lit"); }
  }
  window.addEventListener("hashchange", show);
  show();
}());
