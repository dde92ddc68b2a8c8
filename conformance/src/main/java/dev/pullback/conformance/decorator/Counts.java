package dev.pullback.conformance.decorator;

/**
 * What was asked of a backend so far, and what is still open. Calls that failed do not count.
 *
 * @param allocated buffers
 * @param compiled programs, those of ops that run at once included
 * @param runs of programs
 * @param writes to buffers
 * @param bytesWritten by them: host to device
 * @param reads of buffers
 * @param bytesRead by them: device to host
 * @param openBuffers buffers that are not closed
 * @param openBytes the sizes of their tensors
 * @param openPrograms programs that are not closed
 */
public record Counts(
        long allocated,
        long compiled,
        long runs,
        long writes,
        long bytesWritten,
        long reads,
        long bytesRead,
        long openBuffers,
        long openBytes,
        long openPrograms) {

    /** What has come since then. What is open may have become less: negative numbers. */
    public Counts since(Counts earlier) {
        return new Counts(
                allocated - earlier.allocated,
                compiled - earlier.compiled,
                runs - earlier.runs,
                writes - earlier.writes,
                bytesWritten - earlier.bytesWritten,
                reads - earlier.reads,
                bytesRead - earlier.bytesRead,
                openBuffers - earlier.openBuffers,
                openBytes - earlier.openBytes,
                openPrograms - earlier.openPrograms);
    }
}
