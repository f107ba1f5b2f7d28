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
                let formats = XLSXStyles(file)
                for sheet in book.sheets { write(sheet, file, formats) }
                return workbook_close(file)
            }
            guard let result, result == LXW_NO_ERROR else {
                throw Failure(
                    reason: result.flatMap { lxw_strerror($0) }.map { String(cString: $0) } ?? "")
            }
        }

        /// 1 January 1980, the first day that a ZIP file knows: what is of no day is of this one.
        private static let noDay: time_t = 315_532_800

        /// The day of the data, so that equal reports are equal files.
        private static func setDate(_ file: UnsafeMutablePointer<lxw_workbook>, _ day: Day) {
            var properties = lxw_doc_properties()
            // The library takes 0 for now.
            properties.created = day.number == 0 ? noDay : time_t(day.number) * 86_400
            workbook_set_properties(file, &properties)
        }

        private static func write(
            _ sheet: Workbook.Sheet, _ file: UnsafeMutablePointer<lxw_workbook>,
            _ formats: XLSXStyles
        ) {
            guard let page = workbook_add_worksheet(file, sheet.name) else { return }
            for (column, width) in sheet.widths.enumerated() {
                worksheet_set_column(
                    page, lxw_col_t(column), lxw_col_t(column), width, nil)
            }
            for (row, cells) in sheet.rows.enumerated() {
                for (column, cell) in cells.enumerated() {
                    let look = XLSXStyles.Look(
                        isTotal: sheet.totals.contains(row),
                        isNumber: sheet.hasNumber(below: row, column),
                        isFirst: column == 0,
                        isWide: column < sheet.widths.count && sheet.widths[column] >= 60)
                    write(cell, page, lxw_row_t(row), lxw_col_t(column), formats, look)
                }
            }
            set(page, of: sheet)
            if let chart = sheet.chart { write(chart, on: sheet, page, file) }
        }

        /// How it scrolls and is printed.
        private static func set(
            _ page: UnsafeMutablePointer<lxw_worksheet>, of sheet: Workbook.Sheet
        ) {
            if sheet.frozenRows > 0 {
                worksheet_freeze_panes(page, lxw_row_t(sheet.frozenRows), 1)
                worksheet_repeat_rows(
                    page, lxw_row_t(sheet.frozenRows - 1), lxw_row_t(sheet.frozenRows - 1))
            }
            worksheet_set_landscape(page)
            worksheet_set_paper(page, 9)
            // Where all columns on one sheet of paper would be too small to read, they go on several.
            let width = sheet.widths.reduce(0, +)
            worksheet_fit_to_pages(page, UInt16(max(1, (width / 200).rounded(.up))), 0)
            if width > 200 { worksheet_repeat_columns(page, 0, 0) }
            // A name or the number of a lead may look like a number, and is text all the same.
            let columns = sheet.rows.map(\.count).max() ?? 0
            if columns > 0 {
                worksheet_ignore_errors(
                    page, UInt8(LXW_IGNORE_NUMBER_STORED_AS_TEXT.rawValue),
                    cellRange(rows: sheet.rows.count, columns: columns))
            }
        }

        /// `A1:F20`.
        private static func cellRange(rows: Int, columns: Int) -> String {
            let last = Workbook.letters(columns - 1)
            return "A1:\(last)\(max(1, rows))"
        }

        private static func write(
            _ cell: Workbook.Cell, _ page: UnsafeMutablePointer<lxw_worksheet>, _ row: lxw_row_t,
            _ column: lxw_col_t, _ formats: XLSXStyles, _ look: XLSXStyles.Look
        ) {
            switch cell {
            case .blank:
                if look.isTotal { worksheet_write_blank(page, row, column, formats.text(look)) }
            case .title(let text):
                worksheet_write_string(page, row, column, text.visible, formats.title)
            case .heading(let text):
                worksheet_write_string(page, row, column, text.visible, formats.heading(look))
            case .text(let text):
                // Longer than Excel holds in one cell.
                worksheet_write_string(
                    page, row, column, String(text.visible.prefix(30_000)), formats.text(look))
            case .number(let number, let style):
                worksheet_write_number(page, row, column, number, formats.number(style, look))
            case .input(let number, let style):
                worksheet_write_number(page, row, column, number, formats.input(style))
            case .formula(let formula, let value, let style):
                worksheet_write_formula_num(
                    page, row, column, formula, formats.number(style, look), value)
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
            var options = lxw_chart_options()
            (options.x_scale, options.y_scale) = (1.6, 1.2)
            worksheet_insert_chart_opt(
                page, lxw_row_t(sheet.rows.count + 1), 1, drawing, &options)
        }
    }

    extension Workbook.Sheet {
        /// Whether the first value below a row in a column is a number.
        fileprivate func hasNumber(below row: Int, _ column: Int) -> Bool {
            for cells in rows.dropFirst(row + 1) where column < cells.count {
                switch cells[column] {
                case .blank: continue
                case .number, .input, .formula: return true
                case .title, .heading, .text: return false
                }
            }
            return false
        }
    }
#endif
