package dev.pullback.cpu.step;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionTest {
    @ParameterizedTest
    @CsvSource({
        "2, 5000, 2, 1", // ten microseconds stay whole
        "2, 6200, 2, 2", // those of a sum of 128 rows of 512 do not
        "1, 1000000, 2, 1",
        "0, 1000, 2, 0",
        "1000, 1000, 1, 1",
        "1000, 1000, 2, 8"
    })
    void workIsCutIntoAsManyPartsAsItIsWorth(long pieces, double nanosPerPiece, int threads, int parts) {
        Partition partition = Partition.of(pieces, nanosPerPiece, threads);
        assertEquals(parts, partition.parts());
        assertEquals(
                pieces,
                LongStream.range(0, parts)
                        .map(part -> partition.start((int) part + 1) - partition.start((int) part))
                        .sum());
    }
}
