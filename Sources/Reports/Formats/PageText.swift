/// Sentences as a page says them that is read without a terminal at hand.
enum PageText {
    /// A command of this program, or an option of one.
    private static func isCommand(_ text: Substring) -> Bool {
        text.contains(/(^|[\s(`])--[a-z]|(^|[\s(`])mql [a-z]/)
    }

    /// Without what names a command: a remark in brackets, the part of a sentence behind its last comma, semicolon or
    /// colon, or the sentence.
    static func withoutCommands(_ text: String) -> String {
        guard isCommand(text[...]) else { return text }
        let open = text.replacing(#/ ?\([^()]*\)/#) { match in
            isCommand(match.output.dropFirst()) ? "" : String(match.output)
        }
        return sentences(of: open).map(shortened).filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// The same, where no line ends within an amount or a range: `−€3,252`, `63–413`.
    static func withWholeNumbers(_ text: String) -> String {
        let (joiner, isPart) = (
            "\u{2060}", { (letter: Character) in letter.isNumber || letter == "€" }
        )
        var result = ""
        var before: Character?
        for (letter, next) in zip(text, Array(text.dropFirst()).map(Optional.some) + [nil]) {
            let isSign = letter == "−" && next.map(isPart) == true
            let isBetween =
                letter == "–" && before.map(isPart) == true && next.map(isPart) == true
            result += isBetween ? "\(joiner)–\(joiner)" : isSign ? "−\(joiner)" : String(letter)
            before = letter
        }
        return result
    }

    /// A command with the names of its files, and not of the folders that they are in.
    static func withoutFolders(_ command: String) -> String {
        command.split(separator: " ", omittingEmptySubsequences: false).map { word in
            guard word.contains("/"), !word.hasSuffix("/") else { return String(word) }
            let quote = word.first == "'" ? "'" : ""
            return quote + (word.split(separator: "/").last.map(String.init) ?? String(word))
        }.joined(separator: " ")
    }

    /// A full stop ends a sentence where a space follows.
    private static func sentences(of text: String) -> [Substring] {
        var sentences: [Substring] = []
        var start = text.startIndex
        for stop in text.indices where ".!?".contains(text[stop]) {
            let next = text.index(after: stop)
            guard next < text.endIndex, text[next] == " " else { continue }
            sentences.append(text[start..<next])
            start = text.index(after: next)
        }
        sentences.append(text[start...])
        return sentences
    }

    private static func shortened(_ sentence: Substring) -> String {
        var rest = sentence
        while isCommand(rest) {
            guard
                let cut = rest.indices.dropLast().last(where: {
                    ",;:".contains(rest[$0]) && rest[rest.index(after: $0)] == " "
                })
            else { return "" }
            let behind = rest[rest.index(cut, offsetBy: 2)...]
            // A colon with nothing but a command behind it: what stands before it is no sentence of its own.
            let isOnlyCommand = rest[cut] == ":" && behind.starts(with: /--[a-z]|mql [a-z]/)
            rest = rest[..<cut]
            if isOnlyCommand, !isCommand(rest), !rest.contains(where: \.isNumber) {
                guard let cut = rest.lastIndex(where: { ",;".contains($0) }) else { return "" }
                rest = rest[..<cut]
            }
        }
        guard rest.endIndex != sentence.endIndex else { return String(sentence) }
        return sentence.last == "." ? rest + "." : String(rest)
    }
}
