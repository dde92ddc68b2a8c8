package dev.pullback.network.data;

import dev.pullback.api.error.InputOutputException;
import java.io.InputStream;

/**
 * The handwritten digits of the UCI repository, inside this library: 1,797 images of 8 × 8 pixels by 13 writers, ten
 * classes of about 180 samples.
 *
 * <p>E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning Repository, 1998,
 * <a href="https://doi.org/10.24432/C50P49">doi:10.24432/C50P49</a>, under CC BY 4.0; this is the test set of that
 * collection. Source, licence and changes are told in {@code digits.NOTICE.txt} beside the data.
 */
public final class Digits {

    /** What {@link Datasets#open} calls this set. */
    public static final String NAME = "digits";

    /** Pixels count the dark points of a 4 × 4 block, so 16 is black. */
    private static final float BLACK = 16;

    private static final int TEST_SAMPLES = 360;
    private static final long SPLIT_SEED = 1998;
    private static final String RESOURCE = "digits.csv.gz";

    private Digits() {}

    /** All 1,797 samples in their original order: 64 features in [0, 1] each (white to black), classes 0 to 9. */
    public static Dataset all() {
        InputStream resource = Digits.class.getResourceAsStream(RESOURCE);
        if (resource == null) {
            throw new InputOutputException(
                    "The resource %s is missing beside %s: this build of the library is incomplete"
                            .formatted(RESOURCE, Digits.class.getName()));
        }
        return CsvFile.read(ByteSource.of(resource, RESOURCE), NAME, "-1").scale(1 / BLACK);
    }

    /**
     * 1,437 samples to train on and 360 to test on, every class in the same proportion in both; always the same ones, so
     * that accuracies can be compared.
     */
    public static DataSplit open() {
        return StratifiedSplit.of(all(), TEST_SAMPLES, SPLIT_SEED);
    }
}
