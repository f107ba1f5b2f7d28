import Quantities
import Reports
import Store
import Workbench

/// What is written outside of a workspace and names leads: kept, so that it can be said later where somebody
/// has to be blanked.
enum WrittenLists {
    /// Keeps whom a list of a workspace carried, and tells whom an earlier one did that is to be blanked. Text on
    /// a screen is no list.
    static func keep(_ ids: [String], _ data: DataOptions, _ output: OutputOptions) throws {
        guard output.to != nil || output.format != .text else { return }
        try keep(ids, data, to: output.to, output.lang)
    }

    /// The same of a list that is always data.
    static func keep(
        _ ids: [String], _ data: DataOptions, to place: String?, _ language: Language
    ) throws {
        guard data.usesWorkspace, !ids.isEmpty else { return }
        let say = Wording(language)
        let blanks: (objected: [WrittenList], erased: Int)
        do {
            // Over HTTP it is held for who asks next: to whom each was shown stands in the log beside it.
            let isServed = Call.current.isServed
            blanks = try Workspace.needed().note(
                list: ids, to: isServed ? "HTTP" : place,
                Workspace.terms(at: nil, actor: isServed ? "mql serve" : Terminal.user))
        } catch let error as FailedVerb where error.cause == .cannotWrite {
            return Terminal.complain(
                say(
                    "It is not kept whom this list carried: you may not write the workspace.",
                    "Wie er op deze lijst staat is niet bewaard: u mag de werkruimte niet wijzigen."
                ))
        }
        for line in PrivacyText(say).blanks(blanks.objected) {
            Terminal.complain(line)
        }
        if blanks.erased > 0 {
            Terminal.complain(
                say(
                    "Earlier lists carried \(say.count(blanks.erased, .lead)) erased since; who that was, was told then.",
                    "Eerdere lijsten bevatten \(say.count(blanks.erased, .lead)) die sindsdien gewist is; wie, is toen gezegd."
                ))
        }
    }
}
