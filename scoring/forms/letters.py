"""A letter of praise (2.7): whether the citizen has signed it and left a contact is kept as proof."""

from typing import Any

from django import forms

from scoring.selectors.behaviours import letter_proof

PROOF_LENGTH = 200
SIGNATURES = (("yes", "有群众签字和联系方式"), ("no", "没有签字，或没有联系方式"))


def signature_field() -> forms.ChoiceField:
    """The question; only a letter wants its answer."""
    return forms.ChoiceField(label="群众签字和联系方式", choices=SIGNATURES, required=False)


def take_signature(form: forms.Form, data: dict[str, Any]) -> None:
    """Put the answer into the words of proof; an error where there is none, or the words grow too long."""
    signed = data.get("letter_signed")
    if not signed:
        if "letter_signed" not in form.errors:
            form.add_error("letter_signed", "请选表扬信有没有群众签字和联系方式。")
        return
    proof = letter_proof(signed == "yes", data.get("proof") or "")
    if len(proof) > PROOF_LENGTH:
        form.add_error("proof", f"证明材料请再少写{len(proof) - PROOF_LENGTH}字。")
    else:
        data["proof"] = proof
