internal import Quantities

extension Wording {
    /// What the two words of every report mean, once below its answer.
    var meaning: String {
        self(
            "MQL: a contact that suits us and showed enough interest for a call from sales. SQL: an MQL that sales "
                + "takes on.",
            "MQL: een contact dat bij ons past en genoeg interesse toonde voor een telefoontje van sales. SQL: een "
                + "MQL waarmee sales verdergaat.")
    }

    /// The end of a line that says an answer: who gave it, and on what day.
    ///
    /// - Parameter isTyped: whether it was typed with the command, and not kept anywhere.
    func said(_ answer: GivenAnswer?, isTyped: Bool = false) -> String {
        if isTyped { return self(", as typed", ", zoals getypt") }
        guard let said = answer?.said, said != Said() else {
            return self(", not said by whom", ", niet gezegd door wie")
        }
        let on = said.on.map { self(" on \(day($0))", " op \(day($0))") } ?? ""
        return said.by.isEmpty
            ? self(", said\(on), not by whom", ", gezegd\(on), niet door wie")
            : self(", said by \(said.by.visible)\(on)", ", gezegd door \(said.by.visible)\(on)")
    }
}
