package countersign.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes every page into a folder, to be looked at: {@code Preview FOLDER}. */
final class Preview {
    private Preview() {}

    public static void main(String[] args) throws IOException {
        var folder = Path.of(args[0]);
        var files = new StaticFiles();
        for (var address : files.assets().addresses().values()) {
            var name = address.substring(StaticFiles.FOLDER.length());
            var target = folder.resolve(address.substring(1));
            Files.createDirectories(target.getParent());
            Files.write(target, files.find(name).orElseThrow().plain);
        }
        var templates = new Templates();
        for (var page : new SamplePages(files).all().entrySet()) {
            var sample = page.getValue();
            Files.writeString(
                    folder.resolve(page.getKey() + ".html"),
                    templates.render(sample.template(), sample.view()));
        }
    }
}
