package countersign.authenticator;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;

/**
 * What the AWS configuration files and variables say about one profile. Nothing in it is resolved
 * by running a program, so that a profile that runs this command cannot run it for ever.
 *
 * @param name as it was asked for
 * @param keys the long-term ones, of the profile or of its source_profile
 */
record AwsProfile(
        String name,
        AwsBasicCredentials keys,
        String mfaSerial,
        String region,
        Optional<URI> endpoint) {

    private static final String KEY_ID = "aws_access_key_id";
    private static final String SECRET = "aws_secret_access_key";
    private static final int LONGEST_CHAIN = 8;

    /** Reads the same files and variables as AWS's own programs. */
    static AwsProfile read(Surroundings surroundings, String name) {
        Map<String, String> environment = surroundings.environment();
        Path folder = surroundings.home().resolve(".aws");
        ProfileFile file =
                files(
                        file(
                                environment,
                                "AWS_SHARED_CREDENTIALS_FILE",
                                folder.resolve("credentials")),
                        file(environment, "AWS_CONFIG_FILE", folder.resolve("config")));
        List<Profile> chain = chain(file, name);
        return new AwsProfile(
                name,
                keys(chain, name),
                first(chain, "mfa_serial")
                        .orElseThrow(() ->
                                new CommandFailure(
                                        "the AWS profile "
                                                + name
                                                + " has no mfa_serial: put the device's serial"
                                                + " number (ARN) there")),
                variable(environment, "AWS_REGION")
                        .or(() -> variable(environment, "AWS_DEFAULT_REGION"))
                        .or(() -> first(chain, "region"))
                        .orElse("us-east-1"),
                endpoint(environment, file, chain));
    }

    private static Path file(Map<String, String> environment, String variable, Path usual) {
        return variable(environment, variable).map(Path::of).orElse(usual);
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.of(environment.getOrDefault(name, "")).filter(value -> !value.isBlank());
    }

    private static ProfileFile files(Path credentials, Path config) {
        try {
            var files = ProfileFile.aggregator();
            if (Files.isReadable(credentials)) {
                files.addFile(read(credentials, ProfileFile.Type.CREDENTIALS));
            }
            if (Files.isReadable(config)) {
                files.addFile(read(config, ProfileFile.Type.CONFIGURATION));
            }
            return files.build();
        } catch (IllegalArgumentException e) {
            // The message may quote the line, and a line may hold a key.
            throw new CommandFailure(
                    "the AWS configuration cannot be read: " + credentials + " or " + config);
        }
    }

    private static ProfileFile read(Path file, ProfileFile.Type type) {
        return ProfileFile.builder().content(file).type(type).build();
    }

    /** The profile, and those that it names as its source one after the other. */
    private static List<Profile> chain(ProfileFile file, String name) {
        var chain = new ArrayList<Profile>();
        Optional<String> next = Optional.of(name);
        while (next.isPresent() && chain.size() < LONGEST_CHAIN) {
            String wanted = next.get();
            Profile profile =
                    file.profile(wanted)
                            .orElseThrow(
                                    () -> new CommandFailure("there is no AWS profile " + wanted));
            if (chain.contains(profile)) {
                break;
            }
            chain.add(profile);
            next = profile.property("source_profile");
        }
        return chain;
    }

    private static Optional<String> first(List<Profile> chain, String property) {
        return chain.stream()
                .map(profile -> profile.property(property))
                .flatMap(Optional::stream)
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    private static AwsBasicCredentials keys(List<Profile> chain, String name) {
        Profile holder =
                chain.stream()
                        .filter(profile -> profile.property(KEY_ID).isPresent())
                        .findFirst()
                        .orElseThrow(() ->
                                new CommandFailure(
                                        "the AWS profile "
                                                + name
                                                + " has no "
                                                + KEY_ID
                                                + ", nor a source_profile with one"));
        if (holder.property("aws_session_token").isPresent()) {
            throw new CommandFailure(
                    "the keys of the AWS profile "
                            + holder.name()
                            + " are those of a session: long-term ones are needed");
        }
        String secret =
                holder.property(SECRET)
                        .orElseThrow(() ->
                                new CommandFailure(
                                        "the AWS profile " + holder.name() + " has no " + SECRET));
        return AwsBasicCredentials.create(holder.property(KEY_ID).orElse(""), secret);
    }

    /** In the order of AWS's programs: the service's own before the one of all. */
    private static Optional<URI> endpoint(
            Map<String, String> environment, ProfileFile file, List<Profile> chain) {
        return variable(environment, "AWS_ENDPOINT_URL_STS")
                .or(() -> variable(environment, "AWS_ENDPOINT_URL"))
                .or(() -> first(chain, "services").flatMap(name -> ofSts(file, name)))
                .or(() -> first(chain, "endpoint_url"))
                .map(AwsProfile::uri);
    }

    private static Optional<String> ofSts(ProfileFile file, String services) {
        return file.getSection("services", services)
                .flatMap(section -> section.property("sts.endpoint_url"));
    }

    private static URI uri(String text) {
        try {
            URI uri = URI.create(text.strip());
            if (uri.getHost() != null && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new CommandFailure("the endpoint of STS is no URL such as https://sts.example.com");
    }

    /** Where the code will be sent, for people. */
    String where() {
        return endpoint.map(URI::toString).orElse("AWS (" + region + ")");
    }

    /** Whether anybody between here and there can read the session. */
    boolean isReadableOnTheWay() {
        return endpoint.filter(uri -> !"https".equalsIgnoreCase(uri.getScheme()))
                .filter(uri -> !isLoopback(uri.getHost()))
                .isPresent();
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d+){3}");
    }

    /** What tells its sessions from those of others. */
    List<String> identity() {
        return List.of(keys.accessKeyId(), mfaSerial, where());
    }
}
