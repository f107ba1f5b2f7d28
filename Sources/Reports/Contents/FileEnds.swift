internal import Intake
internal import Quantities

/// To which day each file goes, where they do not all go to the same.
struct FileEnds {
    private let ends: [(file: String, until: Day, isStated: Bool)]
    private let say: Wording

    init(_ reading: Reading, _ say: Wording) {
        self.say = say
        ends = reading.tables.compactMap { table in
            table.until.map { (table.file, $0, table.statedDay == $0) }
        }
    }

    /// None where all files go to one day, or to the next.
    var lines: [String] {
        guard let first = ends.map(\.until).min(), let last = ends.map(\.until).max(),
            first.distance(to: last) > 1
        else { return [] }
        return all
    }

    /// The same, whatever the days.
    var all: [String] {
        guard !ends.isEmpty else { return [] }
        let most = 6
        let named = ends.prefix(most).map { end in
            let day = say.day(end.until)
            return end.isStated
                ? say("\(end.file) is of \(day)", "\(end.file) is van \(day)")
                : say("\(end.file) goes to \(day)", "\(end.file) gaat tot \(day)")
        }
        let more = ends.count - most
        return [
            named.joined(separator: ", ")
                + (more > 0 ? say(" and \(more) more", " en nog \(more)") : "")
        ]
    }
}
