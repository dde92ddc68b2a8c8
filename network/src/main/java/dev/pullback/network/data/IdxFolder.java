package dev.pullback.network.data;

import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.error.DataFormatException;
import dev.pullback.api.error.InputOutputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A data set in the layout of MNIST: a folder with four IDX files, their names starting with {@code train-images},
 * {@code train-labels}, {@code t10k-images} (or {@code test-images}) and {@code t10k-labels} (or {@code test-labels}).
 */
public final class IdxFolder {

    /** Beyond this a label is taken for damage: the number of classes decides how much memory a network needs. */
    private static final int MOST_CLASSES = 1 << 16;

    private IdxFolder() {}

    /**
     * Reads the folder. There are as many classes as the training labels' largest plus one.
     *
     * @throws ConfigurationException where one of the four files is missing
     * @throws DataFormatException where a file is damaged, or two do not fit each other
     */
    public static DataSplit open(Path folder) {
        Path trainLabels = find(folder, "train-labels");
        int largest = Arrays.stream(readLabels(trainLabels)).max().orElse(0);
        if (largest >= MOST_CLASSES) {
            throw new DataFormatException("%s: expected labels below %,d, found %,d; is this a file of labels?"
                    .formatted(trainLabels, MOST_CLASSES, largest));
        }
        return open(folder, folder.toString(), Dataset.numbered(Math.max(0, largest) + 1));
    }

    /** Reads the folder; the names of the classes are known. */
    static DataSplit open(Path folder, String name, List<String> labelNames) {
        Path trainImages = find(folder, "train-images");
        Path trainLabels = find(folder, "train-labels");
        Path testImages = find(folder, "t10k-images", "test-images");
        Path testLabels = find(folder, "t10k-labels", "test-labels");
        return new DataSplit(
                read(name + " (training)", trainImages, trainLabels, labelNames),
                read(name + " (test)", testImages, testLabels, labelNames));
    }

    /**
     * Reads a file of images, {@code [samples, ...]}, and one of as many labels, {@code [samples]}. Unsigned bytes are
     * divided by 255, so that they lie in [0, 1]; values of other types are kept as they are.
     *
     * @param labelNames one name per class
     * @throws DataFormatException where a file is damaged, the two hold different numbers of samples, or a label is not
     *     one of the classes
     */
    public static Dataset read(String name, Path images, Path labels, List<String> labelNames) {
        int[] classes = readLabels(labels);
        for (int i = 0; i < classes.length; i++) {
            if (classes[i] < 0 || classes[i] >= labelNames.size()) {
                throw new DataFormatException("%s: label %,d of %,d is %,d, expected one of the classes 0 to %,d"
                        .formatted(labels, i, classes.length, classes[i], labelNames.size() - 1));
            }
        }
        try (IdxFile file = IdxFile.open(images)) {
            int[] shape = file.shape();
            if (shape.length < 2) {
                throw new DataFormatException(
                        "%s at byte 3: expected images, an array of 2 or more dimensions, found 1 dimension; are images and labels exchanged?"
                                .formatted(images));
            }
            if (shape[0] != classes.length) {
                throw new DataFormatException("%s at byte 4: expected %,d images, one for each label in %s, found %,d"
                        .formatted(images, classes.length, labels, shape[0]));
            }
            int features = 1;
            for (int axis = 1; axis < shape.length; axis++) {
                features *= shape[axis];
            }
            if (features == 0 || shape[0] == 0) {
                throw new DataFormatException(
                        "%s at byte 4: expected at least one image with at least one value, found none"
                                .formatted(images));
            }
            float[] inputs = file.readFloats(file.type() == IdxType.UNSIGNED_BYTE ? 255 : 1);
            return new Dataset(name, features, labelNames, inputs, classes);
        }
    }

    private static int[] readLabels(Path labels) {
        try (IdxFile file = IdxFile.open(labels)) {
            if (file.shape().length != 1) {
                throw new DataFormatException(
                        "%s at byte 3: expected labels, an array of 1 dimension, found %d dimensions; are images and labels exchanged?"
                                .formatted(labels, file.shape().length));
            }
            return file.readInts();
        }
    }

    private static Path find(Path folder, String... prefixes) {
        for (String prefix : prefixes) {
            List<Path> found = filesStartingWith(folder, prefix);
            if (!found.isEmpty()) {
                // Sorted, so a plain file comes before its own .gz: both hold the same, the plain one is read faster.
                return found.getFirst();
            }
        }
        throw new ConfigurationException(
                "Folder %s: no file with a name starting with %s; a data folder holds train-images*, train-labels*, t10k-images* and t10k-labels* in IDX format, plain or gzip"
                        .formatted(folder, String.join(" or ", prefixes)));
    }

    private static List<Path> filesStartingWith(Path folder, String prefix) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName()
                            .toString()
                            .toLowerCase(Locale.ROOT)
                            .startsWith(prefix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InputOutputException("Cannot list folder %s: %s".formatted(folder, e.getMessage()), e);
        }
    }
}
