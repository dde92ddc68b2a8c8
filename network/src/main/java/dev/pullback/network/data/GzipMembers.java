package dev.pullback.network.data;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;

/**
 * Decompresses gzip data of one or more members and can say afterwards what follows the last of them. The JDK's class
 * passes over such bytes in silence, but in a data file they mean that something is wrong with it.
 */
final class GzipMembers extends GZIPInputStream {

    /** Checksum and length behind the compressed data of a member. */
    private static final int TRAILER_BYTES = 8;

    private final CountingStream compressed;
    private long filled;

    GzipMembers(CountingStream compressed) throws IOException {
        super(compressed, 1 << 16);
        this.compressed = compressed;
    }

    @Override
    protected void fill() throws IOException {
        super.fill();
        filled = compressed.count();
    }

    /** Number of bytes behind the last member; to be asked only once the end of the data has been reached. */
    long trailingBytes() throws IOException {
        long end = filled - inf.getRemaining() + TRAILER_BYTES;
        compressed.transferTo(OutputStream.nullOutputStream());
        return compressed.count() - end;
    }
}
