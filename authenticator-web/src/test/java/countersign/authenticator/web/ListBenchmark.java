package countersign.authenticator.web;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * How evenly a list of 1,000 accounts scrolls and searches; {@code
 * benchmarks/run-authenticator-web} runs it. No test: what it prints depends on what else the
 * machine does.
 */
class ListBenchmark extends InChromium {
    /** Frames from here until the returned function is called: the times between them, in ms. */
    private static final String RECORD =
            """
            () => window.record = () => {
              const frames = [];
              let going = true;
              let last = performance.now();
              const next = () => requestAnimationFrame(() => {
                const now = performance.now();
                frames.push(now - last);
                last = now;
                if (going) next();
              });
              next();
              const long = [];
              const watch = new PerformanceObserver(list => long.push(...list.getEntries().map(e => e.duration)));
              watch.observe({ type: 'longtask' });
              window.recorded = () => { going = false; watch.disconnect(); return [frames, long]; };
            };
            """;

    private static final String SCROLL =
            """
            (pixels) => new Promise(done => {
              let left = 300;
              const next = () => requestAnimationFrame(() => {
                scrollBy(0, pixels);
                --left > 0 ? next() : done();
              });
              next();
            })
            """;

    @Test
    void aThousandAccounts() {
        try (BrowserContext context = fresh()) {
            Page page = ManyAccounts.in(context, url(), false).page();
            page.evaluate(RECORD);
            page.waitForTimeout(2_000);
            measured("nothing moves", page, () -> page.waitForTimeout(5_000));
            measured("scrolling, 40 pixels a frame", page, () -> page.evaluate(SCROLL, 40));
            measured("scrolling, 400 pixels a frame", page, () -> page.evaluate(SCROLL, 400));
            page.evaluate("scrollTo(0, 0)");
            measured(
                    "searching, a letter each 100 ms",
                    page,
                    () -> {
                        page.getByLabel("Search accounts").focus();
                        for (char letter : "person777@example company 777".toCharArray()) {
                            page.keyboard().type(String.valueOf(letter));
                            page.waitForTimeout(100);
                        }
                    });
        }
    }

    private static void measured(String what, Page page, Runnable work) {
        page.evaluate("record()");
        work.run();
        List<?> recorded = (List<?>) page.evaluate("recorded()");
        double[] frames = numbers(recorded.get(0));
        double[] tasks = numbers(recorded.get(1));
        long late = java.util.Arrays.stream(frames).filter(ms -> ms > 25).count();
        System.out.printf(
                "%-32s %4d frames, p50 %4.1f ms, p99 %5.1f ms, longest %5.1f ms,"
                        + " later than 25 ms: %d, tasks over 50 ms: %d%n",
                what,
                frames.length,
                at(frames, 0.5),
                at(frames, 0.99),
                at(frames, 1),
                late,
                tasks.length);
    }

    private static double[] numbers(Object list) {
        double[] numbers =
                ((List<?>) list)
                        .stream().mapToDouble(one -> ((Number) one).doubleValue()).toArray();
        java.util.Arrays.sort(numbers);
        return numbers;
    }

    private static double at(double[] sorted, double part) {
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
    }
}
