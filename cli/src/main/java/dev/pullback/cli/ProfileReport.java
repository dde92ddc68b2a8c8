package dev.pullback.cli;

import dev.pullback.api.backend.Profile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What ran on the device, kernel by kernel, the costliest first. */
final class ProfileReport {

    private ProfileReport() {}

    /** For people. */
    static List<String> lines(Profile profile) {
        var table = new Table(
                Table.Column.words("kernel"),
                Table.Column.numbers("launches"),
                Table.Column.numbers("time (ms)"),
                Table.Column.numbers("share"),
                Table.Column.numbers("mean (us)"));
        for (Profile.Entry entry : profile.entries()) {
            table.row(
                    entry.kernel(),
                    text("%,d", entry.launches()),
                    text("%,.3f", entry.nanos() * 1e-6),
                    text("%.1f %%", 100 * share(entry, profile)),
                    text("%,.2f", mean(entry) * 1e-3));
        }
        table.row(
                "all",
                text(
                        "%,d",
                        profile.entries().stream()
                                .mapToLong(Profile.Entry::launches)
                                .sum()),
                text("%,.3f", profile.totalNanos() * 1e-6),
                "",
                "");
        return table.lines();
    }

    /** For programs. */
    static List<Map<String, Object>> content(Profile profile) {
        return profile.entries().stream().map(entry -> content(entry, profile)).toList();
    }

    private static Map<String, Object> content(Profile.Entry entry, Profile profile) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("kernel", entry.kernel());
        content.put("launches", entry.launches());
        content.put("seconds", entry.nanos() * 1e-9);
        content.put("share", share(entry, profile));
        content.put("mean_seconds", mean(entry) * 1e-9);
        return content;
    }

    private static double share(Profile.Entry entry, Profile profile) {
        return profile.totalNanos() == 0 ? 0 : (double) entry.nanos() / profile.totalNanos();
    }

    private static double mean(Profile.Entry entry) {
        return entry.launches() == 0 ? 0 : (double) entry.nanos() / entry.launches();
    }

    private static String text(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}
