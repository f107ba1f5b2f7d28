/// The style of what stands around an answer. It has the colours of the pages, and its own where there is no answer.
enum ShellStyle {
    static let text = """
        :root{--shell-paper:#ffffff;--shell-ink:#1a1f26;--shell-soft:#4a5562;--shell-line:#77828f;\
        --shell-panel:#f2f4f7;--shell-bar:#2f5d8a;color-scheme:light dark}
        @media (prefers-color-scheme:dark){:root{--shell-paper:#14181d;--shell-ink:#eef1f4;--shell-soft:#b3bdc8;\
        --shell-line:#8792a0;--shell-panel:#1f252c;--shell-bar:#8ab4de}}
        html{background:var(--shell-paper);color:var(--shell-ink);font:16px/1.45 Arial,"Liberation Sans",Helvetica,sans-serif}
        body{margin:0}
        .skip{position:absolute;left:-100rem}
        .skip:focus{left:.5rem;top:.5rem;background:var(--shell-paper);padding:.4rem .8rem;z-index:1}
        header.shell,form.question,footer.shell,main.door{font-size:16px;line-height:1.45}
        header.shell{display:flex;flex-flow:row wrap;color:var(--shell-ink);align-items:baseline;gap:.2em 1.2em;padding:.7em 1.5em;\
        background:var(--shell-panel);border-bottom:1px solid var(--shell-line)}
        header.shell .firm{font-weight:600;margin:0}
        header.shell nav{flex:1;min-width:0}
        header.shell ul{list-style:none;display:flex;flex-wrap:wrap;gap:0 .9em;margin:0;padding:0}
        header.shell nav>ul{gap:.2em 1.9em}header.shell li>span{display:block;font-size:.8em;line-height:1.2;color:var(--shell-soft)}
        header.shell li{margin:0}
        header.shell a{color:var(--shell-ink);text-decoration:none;display:inline-block;padding:.15em 0;\
        border-bottom:3px solid transparent}
        header.shell a:hover{text-decoration:underline}
        header.shell a[aria-current]{border-color:var(--shell-bar);font-weight:600}
        header.shell form{margin:0}
        form.question{max-width:62em;margin:0 auto;padding:.9em 1.5em 0;box-sizing:border-box}
        .fields{display:flex;flex-wrap:wrap;gap:.5em .9em;align-items:flex-end}
        .fields p{margin:0;display:flex;flex-direction:column;gap:.15em}
        .fields p.flag{flex-direction:row;align-items:center;padding-bottom:.4em}
        .fields label{font-size:.8em;color:var(--shell-soft)}
        .fields input,.fields select,.door input{font:inherit;color:inherit;background:var(--shell-paper);\
        border:1px solid var(--shell-line);padding:0 .5em;height:2.3em;min-width:0;max-width:100%;box-sizing:border-box}
        .fields input[type=checkbox]{height:1.2em}
        .fields input:not([type=checkbox]){width:9.5em}
        button{font:inherit;color:var(--shell-ink);background:var(--shell-paper);border:1px solid var(--shell-line);\
        padding:0 .9em;height:2.3em;cursor:pointer}
        form.question>.fields button,.door button{background:var(--shell-bar);color:var(--shell-paper);\
        border-color:var(--shell-bar)}
        .fields input[type=range]{padding:0;border:0;accent-color:var(--shell-bar)}
        output{font-variant-numeric:tabular-nums;color:var(--shell-ink)}
        .switches{display:grid;grid-template-columns:repeat(auto-fit,minmax(15em,1fr));gap:.4em 1.2em;margin-top:.8em}
        fieldset{border:1px solid var(--shell-line);margin:0;padding:.2em .8em .5em;min-width:0}
        .switches{align-items:start}.switches fieldset:last-child{grid-column:1/-1}\
        .switches fieldset:last-child p.flag{break-inside:avoid}.switches fieldset:last-child>div{columns:13em}
        .question .fields+.fields{margin-top:.8em}.slider label{max-width:15em}
        legend{font-size:.8em;color:var(--shell-soft);padding:0 .3em}
        .switches p.flag{margin:0;display:flex;gap:.5em;align-items:center;font-size:.9em}
        .switches p.flag label{flex:1;padding:.1em 0}
        .shellpart{max-width:62em;margin:0 auto;padding:.5em 1.5em 0;box-sizing:border-box}
        .shellpart h2{font-size:1em;margin:1em 0 .3em}.shellpart ul{margin:0;padding:0;list-style:none}
        .shellpart li{margin:.3em 0}.shellpart form{display:inline-block;margin-right:.6em}
        .shellpart span{color:var(--shell-soft);font-size:.85em}
        details{margin-top:.5em}
        summary{cursor:pointer;color:var(--shell-soft);font-size:.85em}
        details .fields{margin-top:.5em}
        :focus-visible{outline:2px solid var(--shell-bar);outline-offset:2px}
        #answer a{color:inherit;text-decoration-color:var(--shell-line);text-underline-offset:2px}
        footer.shell{max-width:62rem;box-sizing:border-box;margin:0 auto;padding:0 1.5rem 2rem;color:var(--shell-soft);font-size:.85em}
        footer.shell a{color:inherit}
        body:has(main.dash) form.question,body:has(main.dash) footer.shell{max-width:77.25rem}
        main.wrong{max-width:62em;margin:1em auto 3em;padding:0 1.5em;box-sizing:border-box}
        main.wrong h1{font-size:1.4em;margin:.6em 0}
        main.door{max-width:26em;margin:4em auto;padding:0 1.5em}
        main.door form{display:flex;flex-direction:column;gap:.5em}
        main.door .note{color:var(--shell-soft);font-size:.85em}
        @media print{header.shell,form.question,footer.shell,.shellpart{display:none}}
        @media screen and (max-width:40rem){header.shell,form.question,footer.shell{padding-left:.8rem;padding-right:.8rem}
        header.shell .firm{flex:1}header.shell nav{flex:1 0 100%;order:1}
        header.shell nav>ul{gap:0 .9em}header.shell nav>ul>li,header.shell li>ul{display:contents}header.shell li>span{display:none}
        .fields p{flex:1 1 8em}.fields input:not([type=checkbox]),.fields select{width:100%}}

        """
}
