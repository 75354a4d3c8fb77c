package countersign.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/** Renders pages. Everything that goes into one is escaped by where it stands. */
final class Templates {
    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(
                    null, ContentType.Html, null, "countersign.console.pages");

    String render(String page, Object view) {
        var html = new StringOutput(16 * 1024);
        engine.render(page + ".jte", view, html);
        return html.toString();
    }
}
