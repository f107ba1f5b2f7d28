internal import Quantities

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Prints a page to a PDF with a browser, or another program for it, that is installed here. Nothing is
/// fetched: the page has everything in it.
package struct PagePrinter {
    private let program: String
    private let isBrowser: Bool

    private static let browsers = [
        "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge",
    ]
    private static let places = [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ]
    private static let seconds = 60.0

    /// - Parameter path: the folders in which programs stand, as in the variable of that name.
    /// - Returns: nil where no program is found.
    package init?(path: String) {
        let folders = path.split(separator: ":").map(String.init)
        func found(_ name: String) -> String? {
            folders.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
        }
        if let browser = Self.browsers.lazy.compactMap(found).first
            ?? Self.places.first(where: { access($0, X_OK) == 0 })
        {
            (program, isBrowser) = (browser, true)
        } else if let printer = found("weasyprint") {
            (program, isBrowser) = (printer, false)
        } else {
            return nil
        }
    }

    /// What to install where there is none.
    package static let missing = FailedVerb(
        .cannotWrite,
        en:
            "A PDF is printed by Chromium, Chrome or WeasyPrint, and none of them is here. On Debian and Ubuntu: apt "
            + "install chromium. Or write the page with --format html and print it from your own browser.",
        nl:
            "Een PDF wordt afgedrukt door Chromium, Chrome of WeasyPrint, en geen daarvan is er. Op Debian en Ubuntu: "
            + "apt install chromium. Of schrijf de pagina met --format html en druk hem af vanuit uw eigen browser."
    )

    /// Writes the page as a PDF: whole, or not at all.
    package func print(_ html: String, to file: OutputFile) throws {
        let temporary = try TemporaryFolder(beside: file.place)
        let folder = temporary.path
        let (page, result) = ("\(folder)/page.html", "\(folder)/page.pdf")
        try Files.write(html, to: page)
        var words = [program]
        if isBrowser {
            words += [
                "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--host-resolver-rules=MAP * ~NOTFOUND",
                "--disable-sync", "--disable-extensions", "--no-pdf-header-footer",
                "--user-data-dir=\(folder)/profile", "--print-to-pdf=\(result)",
            ]
            // A browser refuses to guard itself for the user that may do everything.
            if geteuid() == 0 { words.append("--no-sandbox") }
            words.append("file://\(Self.absolute(page))")
        } else {
            words += [page, result]
        }
        guard Self.run(words), access(result, R_OK) == 0 else {
            throw FailedVerb(
                .cannotWrite,
                en:
                    "\(program.visible) did not print the page. Write it with --format html instead.",
                nl:
                    "\(program.visible) drukte de pagina niet af. Schrijf hem met --format html.")
        }
        try file.take(result)
    }

    private static func absolute(_ path: String) -> String {
        guard !path.hasPrefix("/"), let folder = getcwd(nil, 0) else { return path }
        defer { free(folder) }
        return "\(String(cString: folder))/\(path)"
    }

    /// Runs a program without a word, for a minute at most and as long as somebody waits.
    private static func run(_ words: [String]) -> Bool {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor in [Int32(1), 2] {
            posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
        }
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        var child: pid_t = 0
        guard posix_spawn(&child, words[0], &actions, nil, arguments, environ) == 0 else {
            return false
        }
        var status: Int32 = 0
        for _ in 0..<Int(seconds * 50) {
            let done = waitpid(child, &status, WNOHANG)
            if done == child { return status == 0 }
            if done < 0, errno != EINTR { return false }
            if Cancellation.hasCome { break }
            usleep(20_000)
        }
        kill(child, SIGKILL)
        waitpid(child, &status, 0)
        return false
    }
}
