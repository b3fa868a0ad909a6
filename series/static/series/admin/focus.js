// A click on the picture sets the focal point that crops keep. The two number fields do the same by keyboard.
(function () {
  "use strict";

  function bind(picture) {
    var fields = { x: document.getElementById("id_focal_x"), y: document.getElementById("id_focal_y") };
    if (!fields.x || !fields.y) {
      return;
    }
    var marker = document.createElement("span");
    marker.className = "focus-marker";
    marker.setAttribute("aria-hidden", "true");
    picture.parentElement.appendChild(marker);
    picture.parentElement.classList.add("takes-focus");

    function show() {
      marker.style.left = 100 * fields.x.value + "%";
      marker.style.top = 100 * fields.y.value + "%";
    }

    function put(field, share) {
      field.value = Math.min(Math.max(share, 0), 1).toFixed(3);
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }

    picture.addEventListener("click", function (event) {
      var box = picture.getBoundingClientRect();
      put(fields.x, (event.clientX - box.left) / box.width);
      put(fields.y, (event.clientY - box.top) / box.height);
    });
    fields.x.addEventListener("input", show);
    fields.y.addEventListener("input", show);
    show();
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll(".focus-frame > img").forEach(bind);
  });
})();
