package dev.pullback.kernels;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The complete text of an OpenCL program: macros first, then catalogue sources and generated code in the order given. An
 * {@code #include "name.cl"} line is replaced by that source, the first time it occurs; later ones vanish.
 *
 * {@snippet :
 * ProgramText program = ProgramText.compose()
 *         .define("T", "float")
 *         .define("VW", 16)
 *         .source("scalar.cl")
 *         .code(generatedEpilogue)
 *         .source("gemm_cpu.cl")
 *         .build();
 * }
 *
 * @param text OpenCL C 1.2, ASCII
 * @param sha256 SHA-256 of the text, 64 hexadecimal digits: equal programs have equal keys
 */
public record ProgramText(String text, String sha256) {

    /** An empty program to add to. */
    public static Composer compose() {
        return new Composer();
    }

    /** Collects the parts of one program. */
    public static final class Composer {

        private static final Pattern INCLUDE = Pattern.compile("#include \"([^\"]+)\"");

        private final StringBuilder macros = new StringBuilder();
        private final StringBuilder body = new StringBuilder();
        private final Set<String> included = new HashSet<>();

        private Composer() {}

        /** A macro without a value, for {@code #ifdef}. */
        public Composer define(String name) {
            macros.append("#define ").append(name).append('\n');
            return this;
        }

        /** A macro that expands to {@code value}. Macros precede all sources and code, in the order of these calls. */
        public Composer define(String name, String value) {
            macros.append("#define ").append(name).append(' ').append(value).append('\n');
            return this;
        }

        /** A macro that expands to a number. */
        public Composer define(String name, int value) {
            return define(name, Integer.toString(value));
        }

        /**
         * A source of the catalogue with what it includes, unless it is there already.
         *
         * @throws IllegalArgumentException if the catalogue has no such source
         */
        public Composer source(String name) {
            if (included.add(name)) {
                KernelCatalogue.source(name).text().lines().forEach(this::line);
            }
            return this;
        }

        /** Generated code, taken as it is. */
        public Composer code(String code) {
            body.append(code);
            if (!code.endsWith("\n")) {
                body.append('\n');
            }
            return this;
        }

        /** The program. */
        public ProgramText build() {
            String text = macros.toString() + body;
            return new ProgramText(text, Sha256.of(text));
        }

        private void line(String line) {
            Matcher include = INCLUDE.matcher(line);
            if (include.matches()) {
                source(include.group(1));
            } else {
                body.append(line).append('\n');
            }
        }
    }
}
