package import Analysis
package import Quantities

/// Of which files too much was lost, in words.
package struct LossReport {
    private let losses: [RowLoss]

    /// - Parameter losses: in the order of the files; those of which nothing is left are told first.
    package init(_ losses: [RowLoss]) {
        self.losses = losses.filter { $0.reason == .all } + losses.filter { $0.reason != .all }
    }

    /// A sentence for each file; nil where nothing was lost that matters.
    package func text(_ language: Language) -> String? {
        losses.isEmpty ? nil : losses.map { Self.text($0, language) }.joined(separator: " ")
    }

    /// What was lost of one file, in a sentence.
    package static func text(_ loss: RowLoss, _ language: Language) -> String {
        let say = Wording(language)
        let (file, rows) = (loss.file.visible, say.numbers.count(loss.rows))
        let share = say.numbers.share(Double(loss.rejected) / Double(max(1, loss.rows)))
        let (lost, won, wonLost) = (
            say.numbers.count(loss.rejected), say.numbers.count(loss.won),
            say.numbers.count(loss.wonRejected)
        )
        let others = "\(say.numbers.count(loss.rejected - loss.wonRejected))"
        let ofOthers = "\(say.numbers.count(loss.rows - loss.won))"
        return switch loss.reason {
        case .all:
            say(
                "MISSING: nothing could be taken from \(file) (\(say.count(loss.rows, .row))).",
                "ONTBREEKT: niets was over te nemen van \(file) (\(say.count(loss.rows, .row))).")
        case .share:
            say(
                "MISSING: \(lost) of \(rows) rows of \(file) (\(share)) could not be taken.",
                "ONTBREEKT: \(lost) van \(rows) rijen van \(file) (\(share)) waren niet over te nemen."
            )
        case .won:
            say(
                "MISSING: of \(file) \(wonLost) of \(won) rows that were won could not be taken, and "
                    + "\(others) of the \(ofOthers) others.",
                "ONTBREEKT: van \(file) waren \(wonLost) van \(won) gewonnen rijen niet over te nemen, en "
                    + "\(others) van de \(ofOthers) andere.")
        }
    }

    /// Whether of one of them not one row was taken.
    package var hasEmptyFile: Bool { losses.contains { $0.reason == .all } }

    fileprivate var isEmpty: Bool { losses.isEmpty }

    package var json: JSONValue {
        .array(
            losses.map { loss in
                .members([
                    "file": loss.file, "reason": loss.reason.rawValue, "rows": loss.rows,
                    "rejected": loss.rejected, "won": loss.won, "won_rejected": loss.wonRejected,
                ])
            })
    }
}

extension JSONValue {
    /// The same, with the files of which too much was lost, where there are.
    package func adding(_ report: LossReport) -> JSONValue {
        guard !report.isEmpty, case .object(let members) = self else { return self }
        return .object(members + [("missing", report.json)])
    }
}
