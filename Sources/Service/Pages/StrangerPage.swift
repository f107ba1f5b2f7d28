internal import Quantities
internal import Reports

extension Pages {
    /// What somebody sees whom the proxy knows and nobody let in: whom to ask, and by which name.
    func stranger(_ user: String, _ language: Language) -> Response {
        func say(_ en: String, _ nl: String) -> String { language == .nl ? nl : en }
        let title = firm.map { "\($0) · mql" } ?? "mql"
        let text = """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <title>\(HTMLText.escaped(title))</title>
            <link rel="icon" href="data:,"/>
            <link rel="stylesheet" href="/style/shell.css"/>
            </head>
            <body>
            <main class="door">
            <h1>\(HTMLText.escaped(title))</h1>
            <p role="alert"><strong>\(say("You were not let in here yet.", "U hebt hier nog geen toegang."))</strong></p>
            <p>\(say(
                "Ask whoever runs this service, and give them the name by which you are known here:",
                "Vraag het aan wie deze service beheert, en geef de naam door waaronder u hier bekend bent:"))</p>
            <p><code>\(HTMLText.escaped(user.visible))</code></p>
            <p class="note">\(say(
                "In the folder of the service: mql token add --name NAME --role read --user USER.",
                "In de map van de service: mql token add --name NAAM --role read --user GEBRUIKER."))</p>
            </main>
            </body>
            </html>

            """
        return Response(
            403, "text/html; charset=utf-8", Array(text.utf8), [("cache-control", "no-store")])
    }
}
