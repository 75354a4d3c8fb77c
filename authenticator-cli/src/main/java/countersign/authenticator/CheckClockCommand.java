package countersign.authenticator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "check-clock",
        description = {
            "Compares this machine's clock with that of a server.",
            "By the Date header of one answer, which counts whole seconds. Codes are right within"
                    + " 30 seconds; further off, the status is 1 and it says what to do."
        },
        mixinStandardHelpOptions = true)
final class CheckClockCommand implements Callable<Integer> {
    /** Clocks that differ by less are one step apart at most, which servers accept. */
    private static final Duration ONE_STEP = Duration.ofSeconds(30);

    private static final Duration NOTABLE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Surroundings surroundings;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--server",
            required = true,
            paramLabel = "URL",
            description = "The server that the codes are for, or any that one trusts.")
    private URI server = URI.create("");

    @Option(
            names = "--format",
            paramLabel = "text|json",
            description = "How to answer: text (the default) or json.")
    private Format format = Format.TEXT;

    CheckClockCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * What one answer tells.
     *
     * @param ahead how far this machine's clock is ahead of the server's; negative when behind
     * @param uncertainty by which it may be more or less
     */
    record Offset(Duration ahead, Duration uncertainty) {
        /** The server's clock showed the second {@code date} at some moment between both. */
        static Offset of(Instant asked, Instant answered, Instant date) {
            Duration least = Duration.between(date.plusSeconds(1), asked);
            Duration most = Duration.between(date, answered);
            return new Offset(least.plus(most).dividedBy(2), most.minus(least).dividedBy(2));
        }

        Verdict verdict() {
            if (uncertainty.compareTo(ONE_STEP) > 0) {
                return Verdict.UNKNOWN;
            }
            if (ahead.abs().compareTo(ONE_STEP) > 0) {
                return Verdict.WRONG;
            }
            return ahead.abs().compareTo(NOTABLE) > 0 ? Verdict.OFF : Verdict.RIGHT;
        }
    }

    /** What it means for codes, and what to do. */
    enum Verdict {
        RIGHT("codes are right"),
        OFF("codes still pass, most of the time: let the clock be set by the network"),
        WRONG(
                "codes will be refused: set the clock, best by the network (timedatectl set-ntp"
                        + " true)"),
        UNKNOWN("the answer took too long to tell: try again");

        private final String advice;

        Verdict(String advice) {
            this.advice = advice;
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (server.getHost() == null
                || !"http https".contains(String.valueOf(server.getScheme()))) {
            throw new ParameterException(
                    spec.commandLine(), "--server wants a URL such as https://example.com");
        }
        Offset offset = ask();
        report(offset);
        return switch (offset.verdict()) {
            case RIGHT, OFF -> 0;
            case WRONG, UNKNOWN -> 1;
        };
    }

    private Offset ask() throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(server)
                        .HEAD()
                        .header("Cache-Control", "no-cache")
                        .timeout(PATIENCE)
                        .build();
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            // Connecting is not part of the measurement.
            client.send(request, HttpResponse.BodyHandlers.discarding());
            Instant asked = surroundings.time().now();
            var answer = client.send(request, HttpResponse.BodyHandlers.discarding());
            Instant answered = surroundings.time().now();
            if (answer.headers().firstValueAsLong("Age").orElse(0) > 0) {
                throw new CommandFailure(
                        server + " answered from a cache, which keeps the date of then");
            }
            return Offset.of(asked, answered, date(answer));
        } catch (IOException e) {
            throw new CommandFailure(
                    server + " cannot be reached: " + e.getClass().getSimpleName());
        }
    }

    private Instant date(HttpResponse<?> answer) {
        try {
            String date = answer.headers().firstValue("Date").orElse("");
            return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        } catch (DateTimeParseException e) {
            throw new CommandFailure(server + " does not say what time it is");
        }
    }

    private void report(Offset offset) {
        var out = surroundings.streams().out();
        Verdict verdict = offset.verdict();
        if (format == Format.JSON) {
            Format.print(
                    out,
                    json -> {
                        json.writeStringField("Server", server.toString());
                        json.writeNumberField("AheadSeconds", seconds(offset.ahead()));
                        json.writeNumberField("UncertaintySeconds", seconds(offset.uncertainty()));
                        json.writeStringField("Verdict", verdict.name().toLowerCase(Locale.ROOT));
                    });
            return;
        }
        out.println(
                "this machine's clock is %.1f s %s that of %s, give or take %.1f s: %s"
                        .formatted(
                                Math.abs(seconds(offset.ahead())),
                                offset.ahead().isNegative() ? "behind" : "ahead of",
                                server.getHost(),
                                seconds(offset.uncertainty()),
                                verdict.advice));
    }

    private static double seconds(Duration duration) {
        return Math.round(duration.toMillis() / 10.0) / 100.0;
    }
}
