/// What a lead is counted under: where it came from, what it wants, who it is.
package struct Segment: Hashable, Sendable {
    /// Numbers of the source directory, the rule book's lists, and the campaign column.
    package let source: Int
    package let intent: Int?
    package let persona: Int?
    /// A symbol of the campaign column; 0 where campaigns are not told apart.
    package let campaign: UInt32

    package init(source: Int, intent: Int?, persona: Int?, campaign: UInt32 = 0) {
        self.source = source
        self.intent = intent
        self.persona = persona
        self.campaign = campaign
    }
}
