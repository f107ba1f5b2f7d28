/// How each report on leads is asked for, where that takes nothing but data.
///
/// A new report is named here, and is from then on held to all that holds for every report: its keys stand in
/// the docs, its Dutch has no English in it, a table for programs has no dash, a page is not broken by what
/// stands in a file, and nobody is named.
package enum ReportCalls {
    package static let all = [
        ["report"], ["funnel"], ["compare"], ["justify"], ["attribution"], ["handover"],
        ["review"], ["leads"], ["check"], ["dashboard"], ["decide"], ["digest", "--look"],
        ["about"], ["customers"],
    ]
}
