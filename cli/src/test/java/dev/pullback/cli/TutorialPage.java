package dev.pullback.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A page of Markdown with code in it: every block fenced as {@code java} is code, and a block fenced as {@code text} that
 * follows one is what it prints. Other fences are for readers alone.
 */
record TutorialPage(Path file, List<String> lines, List<Block> blocks) {

    private static final String FENCE = "```";

    /** Code, and what it should print: an empty text where no output follows. */
    record Block(Fence code, Fence output, String source, String expected) {}

    /** The content of a fenced block: lines {@code first .. end-1}, counted from 0. */
    record Fence(String label, int first, int end) {

        static final Fence NONE = new Fence("", 0, 0);
    }

    static TutorialPage read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<Block> blocks = new ArrayList<>();
        List<Fence> fences = fences(file, lines);
        for (int i = 0; i < fences.size(); i++) {
            Fence fence = fences.get(i);
            boolean follows = i > 0 && fences.get(i - 1).label().equals("java");
            if (fence.label().equals("text") && !follows) {
                throw new AssertionError("%s:%d: output without code before it; fence it as something else"
                        .formatted(file.getFileName(), fence.first()));
            }
            if (fence.label().equals("java")) {
                boolean printed =
                        i + 1 < fences.size() && fences.get(i + 1).label().equals("text");
                Fence output = printed ? fences.get(i + 1) : Fence.NONE;
                blocks.add(new Block(fence, output, content(lines, fence), content(lines, output)));
            }
        }
        return new TutorialPage(file, lines, blocks);
    }

    /** Writes the page anew, with these outputs in place of those it has. */
    void write(List<String> outputs) throws IOException {
        List<String> written = new ArrayList<>(lines);
        for (int i = blocks.size() - 1; i >= 0; i--) {
            Block block = blocks.get(i);
            List<String> output = outputs.get(i).lines().toList();
            if (!block.output().equals(Fence.NONE)) {
                written.subList(block.output().first(), block.output().end()).clear();
                written.addAll(block.output().first(), output);
            } else if (!output.isEmpty()) {
                List<String> fenced = new ArrayList<>(List.of("", FENCE + "text"));
                fenced.addAll(output);
                fenced.add(FENCE);
                written.addAll(block.code().end() + 1, fenced);
            }
        }
        Path next = Files.createTempFile(file.toAbsolutePath().getParent(), "page", ".md");
        Files.write(next, written);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static List<Fence> fences(Path file, List<String> lines) {
        List<Fence> fences = new ArrayList<>();
        int opened = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).startsWith(FENCE)) {
                continue;
            }
            if (opened < 0) {
                opened = i;
            } else {
                fences.add(new Fence(lines.get(opened).substring(FENCE.length()).strip(), opened + 1, i));
                opened = -1;
            }
        }
        if (opened >= 0) {
            throw new AssertionError("%s:%d: a block that is never closed".formatted(file.getFileName(), opened + 1));
        }
        return fences;
    }

    private static String content(List<String> lines, Fence fence) {
        StringBuilder content = new StringBuilder();
        lines.subList(fence.first(), fence.end())
                .forEach(line -> content.append(line).append('\n'));
        return content.toString();
    }
}
