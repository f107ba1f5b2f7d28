/// What a lead is counted under: where it came from, what it wants, who it is.
package struct Segment: Hashable, Sendable {
    /// Numbers of the source directory and the rule book's lists.
    package let source: Int
    package let intent: Int?
    package let persona: Int?
    /// A symbol of the campaign or the content, where a report has a row for each; else 0.
    package let detail: UInt32

    package init(source: Int, intent: Int?, persona: Int?, detail: UInt32 = 0) {
        self.source = source
        self.intent = intent
        self.persona = persona
        self.detail = detail
    }
    /// The same from another source.
    package func at(source: Int) -> Segment {
        Segment(source: source, intent: intent, persona: persona, detail: detail)
    }
}
