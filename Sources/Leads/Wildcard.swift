/// A form that texts may have: `*` stands for anything, also nothing, and `?` for one character.
/// Upper and lower case are equal.
///
/// It takes time in proportion to text × form at most, whatever either holds.
package struct Wildcard: Hashable, Sendable {
    package let text: String
    private let form: [Character]

    /// - Parameter text: `*` stands for any signs or none, `?` for one.
    package init(_ text: String) {
        self.text = text
        form = Array(text.lowercased())
    }

    /// Whether the whole text has this form, whatever its capitals.
    package func matches(_ text: String) -> Bool {
        let text = Array(text.lowercased())
        var (place, wanted) = (0, 0)
        // Greedy, remembering the last star.
        var retry: (place: Int, wanted: Int)?
        while true {
            if wanted < form.count, form[wanted] == "*" {
                wanted += 1
                retry = (place, wanted)
            } else if wanted < form.count, place < text.count,
                form[wanted] == text[place] || form[wanted] == "?"
            {
                wanted += 1
                place += 1
            } else if wanted == form.count, place == text.count {
                return true
            } else if let last = retry, last.place < text.count {
                place = last.place + 1
                wanted = last.wanted
                retry = (place, wanted)
            } else {
                return false
            }
        }
    }
}
