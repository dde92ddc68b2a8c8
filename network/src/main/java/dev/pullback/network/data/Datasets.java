package dev.pullback.network.data;

import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.error.DataFormatException;
import dev.pullback.api.error.InputOutputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/** Opens data sets by what a user calls them. */
public final class Datasets {

    /** How much of a CSV file is kept for testing. */
    private static final double TEST_FRACTION = 0.2;

    /** Always the same, so that what is tested on does not change with the seed of a training. */
    private static final long SPLIT_SEED = 0;

    private Datasets() {}

    /**
     * Opens a data set, ready to train on.
     *
     * <ul>
     *   <li>{@code "digits"}: {@link Digits}, inside the library;
     *   <li>{@code "fashion-mnist"}: {@link FashionMnist}, found or fetched;
     *   <li>a folder: {@link IdxFolder}, four IDX files as of MNIST, bytes brought to [0, 1];
     *   <li>a file: {@link CsvFile} with the label in the last column. A fifth of the samples is kept for testing, always
     *       the same ones, and the features are {@linkplain DataSplit#standardize() standardized}.
     * </ul>
     *
     * @param nameOrPath a name, in upper or lower case, or a path; {@code ./digits} is a path
     * @throws ConfigurationException where it is none of these
     * @throws DataFormatException where a file is damaged
     * @throws InputOutputException where it cannot be read or fetched
     */
    public static DataSplit open(String nameOrPath) {
        switch (nameOrPath.toLowerCase(Locale.ROOT)) {
            case Digits.NAME:
                return Digits.open();
            case FashionMnist.NAME:
                return FashionMnist.open();
            default:
                return openPath(path(nameOrPath));
        }
    }

    private static DataSplit openPath(Path path) {
        if (Files.isDirectory(path)) {
            return IdxFolder.open(path);
        }
        if (!Files.exists(path)) {
            throw unknown(path.toString(), null);
        }
        return CsvFile.read(path).split(TEST_FRACTION, SPLIT_SEED).standardize();
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw unknown(text, e);
        }
    }

    private static ConfigurationException unknown(String wanted, Exception cause) {
        return new ConfigurationException(
                "No data set \"%s\": there is no file or folder of that name. Possible are %s, %s, a folder with train-images*, train-labels*, t10k-images* and t10k-labels* (IDX), or a CSV file with the label in its last column."
                        .formatted(wanted, Digits.NAME, FashionMnist.NAME),
                cause);
    }
}
