package dev.pullback.opencl.oclgrind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What Oclgrind complained about. It never stops the program and never changes its exit code, so what it wrote is the only
 * sign of a fault: about kernels to its log, about wrong calls to the error stream.
 */
record OclgrindLog(List<Entry> entries) {

    /** What went wrong. */
    enum Kind {
        DATA_RACE,
        UNINITIALISED,
        INVALID_READ,
        INVALID_WRITE,
        BARRIER_DIVERGENCE,
        API_ERROR,
        OTHER
    }

    /**
     * One complaint.
     *
     * @param message its first line
     * @param where the kernel, or the OpenCL function of a wrong call; empty where Oclgrind does not say
     * @param line of the program's text, 0 where Oclgrind does not say
     * @param code that line
     */
    record Entry(Kind kind, String message, String where, int line, String code) {
        @Override
        public String toString() {
            String place = line == 0 ? "" : ", line %d: %s".formatted(line, code);
            return "%s in %s%s%n    %s".formatted(kind, where.isEmpty() ? "?" : where, place, message);
        }
    }

    private static final Pattern WHERE = Pattern.compile("\\s+(?:Kernel|Function):\\s+(\\S+)");
    private static final Pattern LINE = Pattern.compile("\\s+At line (\\d+) \\(column \\d+\\) of .*");
    private static final String API_ERROR = "Oclgrind - OpenCL runtime error detected";
    private static final String FATAL = "OCLGRIND FATAL ERROR";

    OclgrindLog {
        entries = List.copyOf(entries);
    }

    /**
     * The complaints in a log, and those in what the program printed.
     *
     * @param log the file named by {@code OCLGRIND_LOG}: every line that is not indented starts a complaint
     * @param output the program's own lines and Oclgrind's among them
     */
    static OclgrindLog of(String log, String output) {
        List<Entry> entries = new ArrayList<>();
        List<String> logLines = log.lines().toList();
        for (int i = 0; i < logLines.size(); i++) {
            if (startsEntry(logLines.get(i))) {
                entries.add(entry(logLines, i));
            }
        }
        List<String> outputLines = output.lines().toList();
        for (int i = 0; i < outputLines.size(); i++) {
            String line = outputLines.get(i).strip();
            if (line.startsWith(API_ERROR) || line.startsWith(FATAL)) {
                entries.add(entry(outputLines, i));
            }
        }
        return new OclgrindLog(entries);
    }

    private static boolean startsEntry(String line) {
        return !line.isBlank() && !Character.isWhitespace(line.charAt(0));
    }

    private static Entry entry(List<String> lines, int first) {
        String where = "";
        int number = 0;
        String code = "";
        for (int i = first + 1; i < lines.size() && !startsEntry(lines.get(i)); i++) {
            Matcher named = WHERE.matcher(lines.get(i));
            if (where.isEmpty() && named.matches()) {
                where = named.group(1);
            }
            Matcher at = LINE.matcher(lines.get(i));
            if (number == 0 && at.matches()) {
                number = Integer.parseInt(at.group(1));
                code = i + 1 < lines.size() ? lines.get(i + 1).strip() : "";
            }
        }
        String message = lines.get(first).strip();
        return new Entry(kind(message), message, where, number, code);
    }

    private static Kind kind(String message) {
        if (message.contains("data race")) {
            return Kind.DATA_RACE;
        }
        if (message.contains("ninitialized")) {
            return Kind.UNINITIALISED;
        }
        if (message.startsWith("Invalid read")) {
            return Kind.INVALID_READ;
        }
        if (message.startsWith("Invalid write")) {
            return Kind.INVALID_WRITE;
        }
        if (message.contains("divergence")) {
            return Kind.BARRIER_DIVERGENCE;
        }
        return message.startsWith(API_ERROR) ? Kind.API_ERROR : Kind.OTHER;
    }

    /** Without what it says about one kernel. */
    OclgrindLog without(String where) {
        return new OclgrindLog(
                entries.stream().filter(entry -> !entry.where().equals(where)).toList());
    }

    /** The kinds of the complaints about a kernel, or about calls of an OpenCL function. */
    List<Kind> kindsIn(String where) {
        return entries.stream()
                .filter(entry -> entry.where().equals(where))
                .map(Entry::kind)
                .distinct()
                .toList();
    }

    /** All of it in words, complaints that differ in the work-item alone once; empty if there is nothing to complain about. */
    Optional<String> complaint() {
        String text = entries.stream()
                .collect(Collectors.groupingBy(
                        entry -> "%s %s %d".formatted(entry.kind(), entry.where(), entry.line()),
                        java.util.LinkedHashMap::new,
                        Collectors.toList()))
                .values()
                .stream()
                .map(same -> same.size() + " x " + same.getFirst())
                .collect(Collectors.joining("\n"));
        return entries.isEmpty() ? Optional.empty() : Optional.of("Oclgrind found:\n" + text);
    }
}
