package countersign.benchmarks;

import countersign.otp.Seed;
import countersign.otp.Totp;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Somebody who calls the API.
 *
 * @param token of session credentials; empty for a long-term key
 */
record ApiUser(String name, String keyId, String secret, String serial, String seed, String token) {
    /** How many codes of one device a run can use: each once, all good for half a minute. */
    static final int CODES = 4;

    ApiUser(String name, String keyId, String secret, String serial, String seed) {
        this(name, keyId, secret, serial, seed, "");
    }

    static String form(String action, String... namesAndValues) {
        boolean sts = action.equals("GetSessionToken") || action.equals("AssumeRole");
        StringBuilder form = new StringBuilder("Action=").append(action);
        form.append("&Version=").append(sts ? "2011-06-15" : "2010-05-08");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form.append('&').append(namesAndValues[i]).append('=');
            form.append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        return form.toString();
    }

    static String service(String action) {
        return action.equals("GetSessionToken") || action.equals("AssumeRole") ? "sts" : "iam";
    }

    /** The form of a measured call. */
    String form(String action, long step) {
        return switch (action) {
            case "GetSessionToken" -> sessionToken(step);
            case "ListMFADevices" -> form(action, "UserName", name);
            case "GetUser" -> form(action, "UserName", name);
            case "AssumeRole" -> form(action, "RoleArn", role(), "RoleSessionName", "load");
            default -> throw new IllegalArgumentException(action);
        };
    }

    private String role() {
        return serial.substring(0, serial.indexOf(":mfa/")) + ":role/load";
    }

    /**
     * The form of a call with a code.
     *
     * @param step of the code
     */
    String sessionToken(long step) {
        String code = Totp.STANDARD.codeAt(Seed.parseBase32(seed), step).digits();
        return form("GetSessionToken", "SerialNumber", serial, "TokenCode", code);
    }

    /** This user with the session credentials of an answer. */
    ApiUser session(String answer) {
        return new ApiUser(
                name,
                ApiLoad.element(answer, "AccessKeyId"),
                ApiLoad.element(answer, "SecretAccessKey"),
                serial,
                seed,
                ApiLoad.element(answer, "SessionToken"));
    }

    static void write(Path file, List<ApiUser> users) throws IOException {
        Files.write(
                file,
                users.stream()
                        .map(it ->
                                String.join(
                                        " ",
                                        it.name(),
                                        it.keyId(),
                                        it.secret(),
                                        it.serial(),
                                        it.seed()))
                        .toList());
    }

    static List<ApiUser> read(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> line.split(" ", -1))
                .map(part -> new ApiUser(part[0], part[1], part[2], part[3], part[4]))
                .toList();
    }
}
