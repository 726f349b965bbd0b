"""Adds to expected.json of the folders *-answers what the question-answering pipeline says.

    python3 answers.py

That pipeline is not in transformers 5 any more: this needs transformers 4 (README.md). Each text is
[question, context]. "spans" are the three best spans of pieces (align_to_words off). "best" are the
three best answers as the pipeline gives them by default: spans are widened to whole words, and
equal ones among its first sixteen are summed. "possible" is the best one where "no answer" is allowed
(handle_impossible_answer), with an empty text where that wins.
"""

import glob
import json
import os

import torch
from transformers import AutoModelForQuestionAnswering, AutoTokenizer, pipeline

HERE = os.path.dirname(os.path.abspath(__file__))

for folder in sorted(glob.glob(os.path.join(HERE, "*-answers"))):
    model = AutoModelForQuestionAnswering.from_pretrained(folder, attn_implementation="eager")
    tokenizer = AutoTokenizer.from_pretrained(folder)
    answer = pipeline("question-answering", model=model.double().eval(), tokenizer=tokenizer)
    path = os.path.join(folder, "expected.json")
    with open(path, encoding="utf-8") as file:
        expected = json.load(file)
    expected["said"] = {}
    for name, (question, context) in expected["texts"].items():
        with torch.no_grad():
            best = answer(question=question, context=context, top_k=3)
            spans = answer(
                question=question, context=context, top_k=3, align_to_words=False
            )
            possible = answer(question=question, context=context, handle_impossible_answer=True)
        expected["said"][name] = {"spans": spans, "best": best, "possible": possible}
    with open(path, "w", encoding="utf-8") as file:
        json.dump(expected, file, ensure_ascii=False, indent=1)
        file.write("\n")
