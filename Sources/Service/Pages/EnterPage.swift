internal import Quantities
internal import Reports

/// The door: who comes in has a code or a token.
struct EnterPage {
    let language: Language
    let firm: String?
    let isWrong: Bool

    private func say(_ en: String, _ nl: String) -> String { language == .nl ? nl : en }

    var text: String {
        let title = firm.map { "\($0) · mql" } ?? "mql"
        let wrong = say(
            "That code or token is not known here, or has run out. A code works once, for ten minutes: mql token link makes another.",
            "Die code of dat token is hier niet bekend, of verlopen. Een code werkt één keer, tien minuten lang: mql token link maakt een nieuwe."
        )
        return """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <title>\(HTMLText.escaped(title))</title>
            <link rel="icon" href="data:,"/>
            <link rel="stylesheet" href="/style/shell.css"/>
            <script src="/app.js" defer></script>
            </head>
            <body>
            <main class="door">
            <h1>\(HTMLText.escaped(title))</h1>
            \(isWrong ? "<p role=\"alert\"><strong>\(wrong)</strong></p>\n" : "")<form class="enter" method="post" action="/enter">
            <label for="code">\(say("Code or token", "Code of token"))</label>
            <input id="code" name="code" type="password" autocomplete="off" required="required" autofocus="autofocus"/>
            <button>\(say("Come in", "Naar binnen"))</button>
            </form>
            <p class="note">\(say(
                "The code is in the link that mql serve printed when it started. Whoever runs it can make another: mql token link NAME.",
                "De code staat in de link die mql serve bij het starten liet zien. Wie het draait kan een nieuwe maken: mql token link NAAM."
            ))</p>
            </main>
            </body>
            </html>

            """
    }
}
