/// What makes the pages faster; without it everything works too.
enum Script {
    static let text = """
        "use strict";
        (function () {
          // The code of a link stands behind the hash, which no server sees: it is put into the form.
          var code = document.querySelector("form.enter input[name=code]");
          if (code && location.hash.length > 1) {
            code.value = decodeURIComponent(location.hash.slice(1));
            history.replaceState(null, "", location.pathname);
          }
          // Files that are dropped are those of the form.
          var drop = document.querySelector("form.upload");
          if (drop) {
            ["dragover", "dragleave", "drop"].forEach(function (name) {
              drop.addEventListener(name, function (event) {
                event.preventDefault();
                drop.classList.toggle("over", name === "dragover");
                if (name !== "drop" || !event.dataTransfer.files.length) { return; }
                drop.querySelector("input[type=file]").files = event.dataTransfer.files;
                drop.submit();
              });
            });
          }
          // A question that changes is answered while it changes: the last one wins.
          var form = document.querySelector("form.question");
          if (!form || !window.fetch) { return; }
          var number = 0, waiting = null;
          function address() {
            var query = new URLSearchParams();
            new FormData(form).forEach(function (value, name) {
              if (value !== "") { query.append(name, value); }
            });
            var text = query.toString();
            return form.getAttribute("action") + (text ? "?" + text : "");
          }
          function ask() {
            var own = ++number, url = address();
            fetch(url, { headers: { "Accept": "text/html" }, credentials: "same-origin" })
              .then(function (answer) { return answer.text(); })
              .then(function (text) {
                if (own !== number) { return; }
                var page = new DOMParser().parseFromString(text, "text/html");
                var main = page.querySelector("main");
                if (!main) { return; }
                page.querySelectorAll("link[rel=stylesheet]").forEach(function (link) {
                  var href = link.getAttribute("href");
                  if (!document.querySelector('link[href="' + href + '"]')) {
                    document.head.insertBefore(link, document.head.querySelector("link"));
                  }
                });
                document.querySelector("main").replaceWith(main);
                document.title = page.title;
                history.replaceState(null, "", url);
              });
          }
          form.addEventListener("input", function (event) {
            var shown = document.querySelector('output[for="' + event.target.id + '"]');
            if (shown) { shown.textContent = event.target.value; }
            clearTimeout(waiting);
            waiting = setTimeout(ask, event.target.type === "range" ? 30 : 250);
          });
        }());

        """
}
