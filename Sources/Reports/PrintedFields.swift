internal import Analysis
internal import Economics
internal import Quantities

/// Every column that a report can print, by the fields that make it: what `mql help` answers for a title
/// follows from this.
package enum PrintedFields {
    /// Of all reports, each column once for each way in which it is called.
    package static let columns: [Table.Column] = [
        columns(FiguresReport.costFields), columns(FiguresReport.conversionFields),
        columns(FiguresReport.valueFields), columns(OutlookSection.nextFields),
        columns(OutlookSection.comingFields), columns(OutlookSection.monthFields),
        [true, false].flatMap { isMargin in
            columns(
                OutlookSection.backFields(
                    isMargin: isMargin, isAllIn: isMargin, areDealsWhole: true, .eur))
        },
        columns(SourceReport.stepFields), columns(SourceReport.delayFields),
        columns(SourceReport.fields), columns(FunnelReport.stepFields),
        columns(FunnelReport.rowFields),
        columns(ComparisonReport.rowFields), columns(ComparisonReport.otherFields),
        columns(ComparisonReport.againstFields), columns(AttributionReport.mqlFields),
        columns(AttributionReport.costFields), columns(AttributionReport.sqlFields),
        columns(AttributionReport.marginFields(.eur)), columns(BudgetReport.fields),
        columns(BudgetReport.arrivalFields(knowsWins: true)),
        columns(PlanReport.fields(isWhole: true)), columns(ForecastReport.monthFields),
        columns(ForecastReport.pastFields), columns(ForecastReport.velocityFields),
        columns(CustomersReport.valueFields),
        columns(CustomersReport.paybackFields),
        [true, false].flatMap { columns(CustomersReport.winFields(isMargin: $0)) },
        columns(ExperimentDesignReport.fields), columns(ExperimentReport.checkFields),
        columns(ExperimentReport.sideFields), columns(ExperimentListReport.fields),
        columns(OrdersSection.fields), columns(JustificationReport.fields),
        columns(SourcesScreen.fields),
        columns(MarketSection.fields), columns(GoingRateReport.fields),
        columns([GoingRateReport.ownCost]), columns(WhatIfSection.fields),
        columns(CostChangeSection.fields(CostChange.Cause.allCases, .eur)),
        columns(HandoverReport.contactFields), columns(HandoverReport.rejectionFields),
        columns(HandoverReport.checklistFields(mqls: 0, sqls: nil)),
        columns(HandoverTeams.fields(knowsAttempts: true)),
        columns(HandoverReport.profileFields), columns(LeadListReport.waitingFields),
        columns(LeadListReport.judgedFields), columns(ReviewReport.waitingFields),
        columns(ReviewReport.accountFields), columns(ReviewReport.contentFields),
        columns(DefinitionLoopSection.limitFields), columns(DefinitionLoopSection.bandFields),
        columns(DefinitionLoopSection.stepFields),
        columns(DefinitionComparisonReport.groupFields),
        columns(DefinitionComparisonReport.lackFields),
        columns(DefinitionComparisonReport.lostFields),
        columns(DefinitionComparisonReport.gainedFields),
        [true, false].flatMap { columns(LearningReport.signFields(isWon: $0, of: nil)) },
        columns(LearningReport.togetherFields), columns(RuleBookReport.matrixFields),
        columns(RuleBookReport.pointFields),
        columns(AssessmentReport.roleFields),
        Breakdown.allCases.map(Table.Column.by),
    ].flatMap(\.self)

    private static func columns<Row>(_ fields: [Field<Row>]) -> [Table.Column] {
        fields.map(\.column).filter { $0.help != nil }
    }
}

extension Table.Column {
    /// The words under which the help is asked for the titles of the column: small, with a dash for a blank,
    /// without the signs of notes.
    var words: [String] { [title.en, title.nl].map(Glossary.word) }
}
