/// The style of pages on which something is done: files are given, persons are found.
enum WorkStyle {
    static let text = """
        main.work{max-width:62em;margin:0 auto;padding:.6em 1.5em 2em;font-size:16px;line-height:1.45;box-sizing:border-box}
        main.work h1{font-size:1.5em;line-height:1.2;margin:.5em 0 .4em;color:var(--shell-ink)}
        main.work h2{font-size:1.15em;margin:1.8em 0 .4em}
        main.work p{margin:.4em 0;max-width:45em}
        main.work .note{color:var(--shell-soft);font-size:.9em}
        main.work .told{border-left:4px solid var(--shell-bar);padding:.3em .9em;background:var(--shell-panel)}
        main.work .wrong{border-left:4px solid #c8553d;padding:.3em .9em;background:var(--shell-panel)}
        main.work table{border-collapse:collapse;width:100%;margin:.4em 0;font-size:.9rem}
        main.work th{text-align:left;font-weight:600;color:var(--shell-soft);font-size:.85em}
        main.work th,main.work td{padding:.35em .8em .35em 0;border-bottom:1px solid var(--shell-line);vertical-align:top}
        main.work td.number,main.work th.number{text-align:right;font-variant-numeric:tabular-nums}
        main.work form{margin:.6em 0}
        main.work td,main.work th{text-align:left;white-space:normal;overflow-wrap:anywhere}
        main.work td.number,main.work th.number,main.work td form{white-space:nowrap}
        main.work td form{margin:0}
        .page>section{max-width:62em;margin:0 auto;padding:0 1.5em;box-sizing:border-box}
        main.work label{display:block;font-size:.85em;color:var(--shell-soft);margin:.5em 0 .15em}
        main.work label.check{display:flex;gap:.5em;align-items:baseline;font-size:1em;color:inherit}
        main.work input:not([type=checkbox]):not([type=hidden]),main.work select{font:inherit;color:inherit;\
        background:var(--shell-paper);border:1px solid var(--shell-line);padding:.35em .5em;min-width:0;max-width:100%;\
        width:22em;box-sizing:border-box}
        main.work .buttons{display:flex;flex-wrap:wrap;gap:.7em;align-items:flex-end;margin:.9em 0}
        main.work .buttons form{margin:0}
        main.work button.main{background:var(--shell-bar);color:var(--shell-paper);border-color:var(--shell-bar)}
        main.work .drop{border:2px dashed var(--shell-line);padding:1em 1.2em;background:var(--shell-panel)}
        main.work .drop.over{border-color:var(--shell-bar)}
        main.work pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;margin:.4em 0}
        @media screen and (max-width:40rem){main.work,.page>section{padding-left:.8em;padding-right:.8em}
        main.work table.wide,main.work table.wide tbody,main.work table.wide tr,main.work table.wide td{display:block}
        main.work table.wide thead{display:none}
        main.work table.wide tr{border-bottom:1px solid var(--shell-line);padding:.4em 0}
        main.work table.wide td{border:0;padding:.05em 0;text-align:left}
        main.work table.wide td[data-title]::before{content:attr(data-title) " ";color:var(--shell-soft);font-size:.85em}
        main.work input:not([type=checkbox]):not([type=hidden]),main.work select{width:100%}}

        """
}
