package countersign.console;

import countersign.console.view.Assets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The style sheets, scripts and the mark, read and compressed once. Their addresses carry a hash of
 * the content, so browsers may keep them for good.
 */
final class StaticFiles {
    static final String FOLDER = "/assets/";

    private static final String BOOTSTRAP =
            "/META-INF/resources/webjars/bootstrap/5.3.8/css/bootstrap.min.css";

    private static final int HASH_DIGITS = 16;

    private final Map<String, StaticFile> byFileName = new LinkedHashMap<>();
    private final Map<String, String> addresses = new LinkedHashMap<>();

    StaticFiles() {
        add("bootstrap.css", BOOTSTRAP);
        add("theme.css", "assets/theme.css");
        add("mark.svg", "assets/mark.svg");
        for (var script :
                new String[] {
                    "copy", "countdown", "download", "localtime", "menu", "password", "print"
                }) {
            add(script + ".js", "assets/" + script + ".js");
        }
    }

    private void add(String name, String resource) {
        byte[] content = read(resource);
        int dot = name.lastIndexOf('.');
        var hash = sha256(content).substring(0, HASH_DIGITS);
        var fileName = name.substring(0, dot) + "." + hash + name.substring(dot);
        byFileName.put(
                fileName, new StaticFile(type(name), '"' + hash + '"', content, gzip(content)));
        addresses.put(name, FOLDER + fileName);
    }

    Assets assets() {
        return new Assets(addresses);
    }

    Optional<StaticFile> find(String fileName) {
        return Optional.ofNullable(byFileName.get(fileName));
    }

    private static String type(String name) {
        if (name.endsWith(".css")) return "text/css; charset=utf-8";
        if (name.endsWith(".js")) return "text/javascript; charset=utf-8";
        return "image/svg+xml";
    }

    private static byte[] read(String resource) {
        try (var in = StaticFiles.class.getResourceAsStream(resource)) {
            if (in == null) throw new IllegalStateException("static file missing: " + resource);
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("read static file " + resource, e);
        }
    }

    private static byte[] gzip(byte[] content) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new BestGzip(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("compress a static file", e);
        }
        return bytes.toByteArray();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static final class BestGzip extends GZIPOutputStream {
        BestGzip(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }

    /** One file, plain and compressed. Nobody changes the arrays: they are sent as they are. */
    static final class StaticFile {
        final String type;
        final String tag;
        final byte[] plain;
        final byte[] gzipped;

        StaticFile(String type, String tag, byte[] plain, byte[] gzipped) {
            this.type = type;
            this.tag = tag;
            this.plain = plain;
            this.gzipped = gzipped;
        }
    }
}
