// Fields that search while one types have no name for screen readers while they are empty: give them their label's.
(function () {
  "use strict";

  function nameOne(select) {
    var shown = select.nextElementSibling;
    var label = select.labels && select.labels[0];
    if (!label || !shown || !shown.classList.contains("select2") || shown.dataset.isNamed) {
      return;
    }
    shown.dataset.isNamed = "yes";
    var value = shown.querySelector(".select2-selection__rendered");
    var name = label.textContent.replace("*", "").trim();
    function say() {
      value.setAttribute("aria-label", [name, value.getAttribute("title")].filter(Boolean).join(": "));
    }
    say();
    new MutationObserver(say).observe(value, { childList: true, attributeFilter: ["title"] });
  }

  function nameAll() {
    document.querySelectorAll("select.admin-autocomplete").forEach(nameOne);
  }

  window.addEventListener("load", function () {
    // The fields are made when jQuery is ready, which may come after the page has loaded.
    if (window.django && django.jQuery) {
      django.jQuery(nameAll);
    }
  });
  // The row's own fields are made by other listeners of the same event.
  document.addEventListener("formset:added", function () { setTimeout(nameAll); });
})();
