package dev.pullback.conformance.shadow;

import dev.pullback.api.error.DataFormatException;
import dev.pullback.api.error.InputOutputException;
import dev.pullback.conformance.numeric.Values;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Bundles as files: a zip of {@link Npy} arrays and a {@link BundleHeader}. */
final class BundleFile {

    private static final String HEADER = "bundle.json";
    private static final String INPUT = "input";
    private static final String EXPECTED = "expected";
    private static final String ACTUAL = "actual";

    private final Path file;
    private final ZipFile zip;

    private BundleFile(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
    }

    // ── writing ──────────────────────────────────────────────────────────────────────────────────

    static void write(Path file, Bundle bundle) {
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (var zip = new ZipOutputStream(Files.newOutputStream(unfinished))) {
                write(zip, bundle);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw notWritten(file, unfinished, e);
        }
    }

    private static void write(ZipOutputStream zip, Bundle bundle) throws IOException {
        Divergence divergence = bundle.divergence();
        add(zip, HEADER, BundleHeader.of(bundle).toJson().getBytes(StandardCharsets.UTF_8));
        add(zip, INPUT, divergence.inputs());
        add(zip, EXPECTED, divergence.expected());
        add(zip, ACTUAL, divergence.actual());
    }

    private static void add(ZipOutputStream zip, String name, List<Values> arrays) throws IOException {
        for (int i = 0; i < arrays.size(); i++) {
            add(zip, entry(name, i), Npy.write(arrays.get(i)));
        }
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    private static InputOutputException notWritten(Path file, Path unfinished, IOException cause) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException left) {
            cause.addSuppressed(left);
        }
        return new InputOutputException("%s cannot be written: %s".formatted(file, cause), cause);
    }

    // ── reading ──────────────────────────────────────────────────────────────────────────────────

    static Bundle read(Path file) {
        try (var zip = new ZipFile(file.toFile())) {
            return new BundleFile(file, zip).read();
        } catch (ZipException | EOFException e) {
            throw new DataFormatException(
                    "%s is no bundle, or a damaged one: it is not a whole zip file".formatted(file), e);
        } catch (NoSuchFileException e) {
            throw new InputOutputException("There is no file %s".formatted(file), e);
        } catch (IOException e) {
            throw new InputOutputException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private Bundle read() throws IOException {
        BundleHeader header =
                BundleHeader.parse(new String(content(HEADER), StandardCharsets.UTF_8), file + ", " + HEADER);
        int inputs = header.graph().inputs().size();
        int outputs = header.graph().outputs().size();
        return header.bundle(
                arrays(INPUT, inputs), arrays(EXPECTED, outputs), arrays(ACTUAL, outputs), file.toString());
    }

    private List<Values> arrays(String name, int count) throws IOException {
        List<Values> arrays = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String entry = entry(name, i);
            arrays.add(Npy.read(content(entry), file + ", " + entry));
        }
        return arrays;
    }

    private byte[] content(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new DataFormatException(
                    "%s is no bundle, or an incomplete one: it has no entry %s".formatted(file, name));
        }
        byte[] content;
        try (InputStream in = zip.getInputStream(entry)) {
            content = in.readAllBytes();
        } catch (ZipException | EOFException e) {
            throw damaged(name, e);
        }
        var checksum = new CRC32();
        checksum.update(content);
        if (checksum.getValue() != entry.getCrc()) {
            throw damaged(name, null);
        }
        return content;
    }

    private DataFormatException damaged(String name, IOException cause) {
        return new DataFormatException(
                "%s is damaged: its entry %s is not what was written".formatted(file, name), cause);
    }

    private static String entry(String name, int number) {
        return "%s_%d.npy".formatted(name, number);
    }
}
