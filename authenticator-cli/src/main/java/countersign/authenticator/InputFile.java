package countersign.authenticator;

import countersign.vault.exchange.Importer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the files that a command line names, within bounds. */
final class InputFile {
    private InputFile() {}

    static byte[] read(Path file) {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(Importer.MOST_BYTES + 1);
            if (bytes.length > Importer.MOST_BYTES) {
                throw new CommandFailure(file + " has more than 16 MiB");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new CommandFailure("there is no file " + file);
        } catch (IOException e) {
            throw new CommandFailure(file + " cannot be read");
        }
    }
}
