// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.words;

import dev.hubbub.contract.hooks.MessageHooks.MessageAnswer;
import dev.hubbub.contract.hooks.MessageHooks.MessageQuestion;
import dev.hubbub.moderation.config.StageAction;
import dev.hubbub.moderation.stage.Findings;
import dev.hubbub.moderation.stage.Stage;
import dev.hubbub.moderation.text.FoldedText;
import dev.hubbub.moderation.text.Span;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Masks listed words, or refuses or holds the messages that have them; the strongest action decides. */
public final class WordStage implements Stage {
    static final String REASON = "the message has a word that is not allowed here";

    private static final List<StageAction> BY_STRENGTH =
            List.of(StageAction.REFUSE, StageAction.HOLD, StageAction.MASK);

    private final List<WordList> lists;
    private final String mask;

    public WordStage(List<WordList> lists, String mask) {
        this.lists = List.copyOf(lists);
        this.mask = mask;
    }

    @Override
    public Future<MessageAnswer> judge(MessageQuestion message) {
        return Future.succeededFuture(message.text() == null ? MessageAnswer.PASSED : judge(message.text()));
    }

    private MessageAnswer judge(String text) {
        FoldedText folded = FoldedText.of(text);
        Map<StageAction, List<Span>> found = new EnumMap<>(StageAction.class);
        for (WordList list : lists) {
            found.computeIfAbsent(list.action(), action -> new ArrayList<>()).addAll(list.find(folded));
        }
        for (StageAction action : BY_STRENGTH) {
            List<Span> spans = found.getOrDefault(action, List.of());
            if (!spans.isEmpty()) {
                return Findings.answer(action, text, spans, mask, REASON);
            }
        }
        return MessageAnswer.PASSED;
    }

    /** How many characters of words it keeps. */
    public int size() {
        return lists.stream().mapToInt(WordList::size).sum();
    }
}
