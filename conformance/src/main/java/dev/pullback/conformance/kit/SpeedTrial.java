package dev.pullback.conformance.kit;

/**
 * Something that is timed, and replayed by an id like those of {@link Trial}.
 *
 * @param subject the op
 * @param name what is computed, with its types; unique within the subject
 * @param flops floating-point operations of a run, where that is what limits it; else 0, and bytes count
 * @param bytes of operands and results
 */
public record SpeedTrial(String subject, String name, long flops, long bytes) {

    private static final String KIND = "speed";

    /** For example {@code speed/matmul/1f00c4d2}. */
    public String id() {
        return Trial.id(KIND, subject, name);
    }

    @Override
    public String toString() {
        return id() + " " + name;
    }
}
