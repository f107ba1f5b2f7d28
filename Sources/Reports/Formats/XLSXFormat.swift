#if XLSX
    internal import CXLSXWriter
    internal import Intake
    internal import Quantities

    /// Writes sheets as an Excel file.
    package enum XLSXFormat {
        /// The file could not be written.
        package struct Failure: Error {
            package let reason: String
        }

        /// - Parameters:
        ///   - path: a file that is not there yet.
        ///   - folder: where the library may put what it needs for a while.
        package static func write(_ book: Workbook, to path: String, folder: String) throws {
            let result = folder.withCString { folder -> lxw_error? in
                var options = lxw_workbook_options()
                options.tmpdir = UnsafeMutablePointer(mutating: folder)
                guard let file = workbook_new_opt(path, &options) else { return nil }
                setDate(file, book.asOf)
                let formats = Formats(file)
                for sheet in book.sheets { write(sheet, file, formats) }
                return workbook_close(file)
            }
            guard let result, result == LXW_NO_ERROR else {
                throw Failure(
                    reason: result.flatMap { lxw_strerror($0) }.map { String(cString: $0) } ?? "")
            }
        }

        /// The day of the data, so that equal reports are equal files.
        private static func setDate(_ file: UnsafeMutablePointer<lxw_workbook>, _ day: Day) {
            var properties = lxw_doc_properties()
            properties.created = time_t(day.number) * 86_400
            workbook_set_properties(file, &properties)
        }

        private struct Formats {
            let title: UnsafeMutablePointer<lxw_format>?
            let heading: UnsafeMutablePointer<lxw_format>?
            private let plain: [Workbook.Style: UnsafeMutablePointer<lxw_format>]
            private let inputs: [Workbook.Style: UnsafeMutablePointer<lxw_format>]

            init(_ file: UnsafeMutablePointer<lxw_workbook>) {
                title = workbook_add_format(file)
                format_set_bold(title)
                heading = workbook_add_format(file)
                format_set_bold(heading)
                format_set_text_wrap(heading)
                format_set_bottom(heading, UInt8(LXW_BORDER_THIN.rawValue))
                func formats(isInput: Bool) -> [Workbook.Style: UnsafeMutablePointer<lxw_format>] {
                    var result: [Workbook.Style: UnsafeMutablePointer<lxw_format>] = [:]
                    for style in Workbook.Style.allCases {
                        guard let format = workbook_add_format(file) else { continue }
                        // Excel shows these with the signs of whoever opens the file.
                        let code =
                            switch style {
                            case .money: "#,##0.00"
                            case .count: "#,##0"
                            case .share: "0.0%"
                            case .ratio: "0.00"
                            case .decimal: "#,##0.0"
                            }
                        format_set_num_format(format, code)
                        if isInput {
                            format_set_font_color(format, 0x1F4E9E)
                            format_set_bg_color(format, 0xE4EDF8)
                            format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
                        }
                        result[style] = format
                    }
                    return result
                }
                plain = formats(isInput: false)
                inputs = formats(isInput: true)
            }

            func number(_ style: Workbook.Style) -> UnsafeMutablePointer<lxw_format>? {
                plain[style]
            }
            func input(_ style: Workbook.Style) -> UnsafeMutablePointer<lxw_format>? {
                inputs[style]
            }
        }

        private static func write(
            _ sheet: Workbook.Sheet, _ file: UnsafeMutablePointer<lxw_workbook>, _ formats: Formats
        ) {
            guard let page = workbook_add_worksheet(file, sheet.name) else { return }
            for (column, width) in sheet.widths.enumerated() {
                worksheet_set_column(
                    page, lxw_col_t(column), lxw_col_t(column), width, nil)
            }
            for (row, cells) in sheet.rows.enumerated() {
                for (column, cell) in cells.enumerated() {
                    write(cell, page, lxw_row_t(row), lxw_col_t(column), formats)
                }
            }
            if sheet.frozenRows > 0 {
                worksheet_freeze_panes(page, lxw_row_t(sheet.frozenRows), 1)
            }
            worksheet_set_landscape(page)
            worksheet_fit_to_pages(page, 1, 0)
            if let chart = sheet.chart { write(chart, on: sheet, page, file) }
        }

        private static func write(
            _ cell: Workbook.Cell, _ page: UnsafeMutablePointer<lxw_worksheet>, _ row: lxw_row_t,
            _ column: lxw_col_t, _ formats: Formats
        ) {
            switch cell {
            case .blank: break
            case .title(let text):
                worksheet_write_string(page, row, column, text.visible, formats.title)
            case .heading(let text):
                worksheet_write_string(page, row, column, text.visible, formats.heading)
            case .text(let text):
                // Longer than Excel holds in one cell.
                worksheet_write_string(page, row, column, String(text.visible.prefix(30_000)), nil)
            case .number(let number, let style):
                worksheet_write_number(page, row, column, number, formats.number(style))
            case .input(let number, let style):
                worksheet_write_number(page, row, column, number, formats.input(style))
            case .formula(let formula, let value, let style):
                worksheet_write_formula_num(
                    page, row, column, formula, formats.number(style), value)
            }
        }

        private static func write(
            _ chart: Workbook.Chart, on sheet: Workbook.Sheet,
            _ page: UnsafeMutablePointer<lxw_worksheet>, _ file: UnsafeMutablePointer<lxw_workbook>
        ) {
            let kind = chart.isLine ? LXW_CHART_LINE : LXW_CHART_COLUMN
            guard let drawing = workbook_add_chart(file, UInt8(kind.rawValue)) else { return }
            let (first, last) = (
                lxw_row_t(chart.rows.lowerBound), lxw_row_t(chart.rows.upperBound)
            )
            for column in chart.values {
                guard let series = chart_add_series(drawing, nil, nil) else { continue }
                chart_series_set_categories(
                    series, sheet.name, first, lxw_col_t(chart.names), last, lxw_col_t(chart.names))
                chart_series_set_values(
                    series, sheet.name, first, lxw_col_t(column), last, lxw_col_t(column))
                chart_series_set_name_range(series, sheet.name, first - 1, lxw_col_t(column))
            }
            chart_title_set_name(drawing, chart.title)
            worksheet_insert_chart(page, lxw_row_t(sheet.rows.count + 1), 1, drawing)
        }
    }
#endif
