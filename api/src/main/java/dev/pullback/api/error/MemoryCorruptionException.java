package dev.pullback.api.error;

/**
 * A kernel wrote outside the memory it was given; seen only by backends opened with guarded memory. Values computed since
 * the backend was opened may be wrong.
 */
public final class MemoryCorruptionException extends DeviceException {

    private static final long serialVersionUID = 1L;

    /**
     * @param step the step that was running, or the program's steps where they are not told apart
     * @param place what was written beside, for example {@code "output 0 of type float32[3,4]"}
     * @param offset of the first wrong byte: negative before the memory, else bytes from its start
     */
    public MemoryCorruptionException(String step, String place, long offset) {
        super(
                "%s wrote outside %s, at byte %,d. This is a fault of the backend's kernel: report it with the output of 'pullback check --only %s'"
                        .formatted(step, place, offset, step));
    }
}
