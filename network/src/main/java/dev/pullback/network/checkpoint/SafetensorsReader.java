package dev.pullback.network.checkpoint;

import dev.pullback.api.error.DataFormatException;
import dev.pullback.api.error.InputOutputException;
import dev.pullback.network.checkpoint.Header.Place;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Reads a safetensors file and checks all of it before anything is handed out. */
final class SafetensorsReader {

    /** Rows of numbers are handed to vector instructions, which like this alignment best. */
    private static final long ALIGNMENT = 64;

    private final Path file;
    private final FileChannel channel;
    private final long fileBytes;

    private SafetensorsReader(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.fileBytes = channel.size();
    }

    static Safetensors read(Path file, Arena memory) {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new SafetensorsReader(file, channel).read(memory);
        } catch (IOException e) {
            throw new InputOutputException(
                    "Cannot read %s: %s"
                            .formatted(file, e instanceof NoSuchFileException ? "there is no such file" : e),
                    e);
        }
    }

    private Safetensors read(Arena memory) throws IOException {
        var length = ByteBuffer.allocate(HeaderFormat.LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        fill(length, "the length of a safetensors header");
        long headerBytes = checkHeaderLength(length.getLong(0));
        var json = ByteBuffer.allocate((int) headerBytes);
        fill(json, "the header");
        Header header = HeaderParser.parse(file, json.array());

        long dataStart = HeaderFormat.LENGTH_BYTES + headerBytes;
        List<Place> places = header.places().stream()
                .sorted(Comparator.comparingLong(Place::begin).thenComparingLong(Place::end))
                .toList();
        checkPlaces(places, dataStart);
        MemorySegment data = memory.allocate(fileBytes - dataStart, ALIGNMENT);
        fill(data);
        var entries = new ArrayList<Entry>();
        for (Place place : places) {
            var entry = new Entry(
                    place.name(),
                    place.type(),
                    place.shape(),
                    data.asSlice(place.begin(), place.end() - place.begin()));
            long wrong = entry.firstInvalidBool();
            if (wrong >= 0) {
                throw new DataFormatException("%s at byte %,d: expected 0 or 1, a BOOL of array \"%s\", found %d"
                        .formatted(
                                file,
                                dataStart + place.begin() + wrong,
                                place.name(),
                                Byte.toUnsignedInt(entry.data().get(ValueLayout.JAVA_BYTE, wrong))));
            }
            entries.add(entry);
        }
        return new Safetensors(header.metadata(), entries);
    }

    private long checkHeaderLength(long headerBytes) {
        long most = Math.min(HeaderFormat.LONGEST, fileBytes - HeaderFormat.LENGTH_BYTES);
        if (headerBytes < 2 || headerBytes > most) {
            throw new DataFormatException(
                    "%s at byte 0: expected the length of the header, 2 to %,d in a file of %,d bytes, found %s; the file is cut off or not a safetensors file"
                            .formatted(file, most, fileBytes, Long.toUnsignedString(headerBytes)));
        }
        return headerBytes;
    }

    /** The arrays, sorted, must fill the rest of the file without gap or overlap. */
    private void checkPlaces(List<Place> places, long dataStart) {
        long next = 0;
        for (Place place : places) {
            long expected = Entry.byteSize(place.type(), place.shape());
            if (expected < 0 || place.end() - place.begin() != expected) {
                throw new DataFormatException(
                        "%s at byte %,d: array \"%s\" is %s of shape %s, expected offsets that are %s bytes apart, found %,d to %,d"
                                .formatted(
                                        file,
                                        place.headerOffset(),
                                        place.name(),
                                        place.type(),
                                        Arrays.toString(place.shape()),
                                        expected < 0 ? "more than any file's" : "%,d".formatted(expected),
                                        place.begin(),
                                        place.end()));
            }
            if (place.begin() != next) {
                throw new DataFormatException(
                        "%s at byte %,d: expected array \"%s\" to begin at %,d, where the one before ends, found %,d: the arrays %s"
                                .formatted(
                                        file,
                                        place.headerOffset(),
                                        place.name(),
                                        next,
                                        place.begin(),
                                        place.begin() < next ? "overlap" : "leave a gap"));
            }
            next = place.end();
        }
        if (next != fileBytes - dataStart) {
            throw new DataFormatException("%s at byte %,d: expected the end of the file at byte %,d: %s"
                    .formatted(
                            file,
                            Math.min(fileBytes, dataStart + next),
                            dataStart + next,
                            dataStart + next > fileBytes
                                    ? "the file is cut off"
                                    : "%,d more bytes follow".formatted(fileBytes - dataStart - next)));
        }
    }

    private void fill(MemorySegment target) throws IOException {
        long step = 1 << 30;
        for (long from = 0; from < target.byteSize(); from += step) {
            fill(target.asSlice(from, Math.min(step, target.byteSize() - from)).asByteBuffer(), "the arrays");
        }
    }

    private void fill(ByteBuffer target, String what) throws IOException {
        while (target.hasRemaining()) {
            if (channel.read(target) < 0) {
                throw new DataFormatException("%s: ends at byte %,d, expected %,d more bytes of %s; the file is cut off"
                        .formatted(file, channel.position(), target.remaining(), what));
            }
        }
    }
}
